/** The Slurm adapter against recorded answers and a small stand-in. */
@NullUnmarked
package eu.sluis.gateway.clusters.slurm;

import org.jspecify.annotations.NullUnmarked;
