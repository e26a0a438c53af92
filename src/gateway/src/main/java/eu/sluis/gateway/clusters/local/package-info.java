/**
 * Attempts as detached supervisor processes on this machine.
 *
 * <p>Nothing of Slurm; no evidence above A0 comes from here.
 */
@NullMarked
package eu.sluis.gateway.clusters.local;

import org.jspecify.annotations.NullMarked;
