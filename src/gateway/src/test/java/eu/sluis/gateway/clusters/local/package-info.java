/** The local adapter against directories and a small supervisor. */
@NullUnmarked
package eu.sluis.gateway.clusters.local;

import org.jspecify.annotations.NullUnmarked;
