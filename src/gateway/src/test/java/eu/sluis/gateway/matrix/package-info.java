/** Every operation of the interface against every role and every id of another tenant. */
@NullUnmarked
package eu.sluis.gateway.matrix;

import org.jspecify.annotations.NullUnmarked;
