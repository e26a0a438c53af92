@NullUnmarked
package eu.sluis.gateway.custody;

import org.jspecify.annotations.NullUnmarked;
