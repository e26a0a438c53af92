/**
 * Load and kills: two replicas of the gateway on real Slurm, whose parts die on a seeded schedule,
 * and the checks that each accepted job came to exactly one end.
 */
@NullMarked
package eu.sluis.e2e.soak;

import org.jspecify.annotations.NullMarked;
