/**
 * Attempts as Slurm jobs, through slurmrestd v0.0.38.
 *
 * <p>Never trusts a bare job id: the name on a job says whose it is.
 */
@NullMarked
package eu.sluis.gateway.clusters.slurm;

import org.jspecify.annotations.NullMarked;
