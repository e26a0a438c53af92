/**
 * Attempts as Slurm jobs, through slurmrestd v0.0.38 or v0.0.42.
 *
 * <p>Never trusts a bare job id: the name on a job says whose it is. What the two versions have in
 * common is in {@link eu.sluis.gateway.clusters.slurm.SlurmCluster}, what differs in two dialects.
 */
@NullMarked
package eu.sluis.gateway.clusters.slurm;

import org.jspecify.annotations.NullMarked;
