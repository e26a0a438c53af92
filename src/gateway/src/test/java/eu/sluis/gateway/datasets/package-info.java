@NullUnmarked
package eu.sluis.gateway.datasets;

import org.jspecify.annotations.NullUnmarked;
