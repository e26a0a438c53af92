/** Jobs on real PostgreSQL, against stand-ins for Slurm and for the runner. */
@NullUnmarked
package eu.sluis.gateway.jobs;

import org.jspecify.annotations.NullUnmarked;
