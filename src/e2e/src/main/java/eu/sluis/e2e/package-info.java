/**
 * The black-box tests on real PostgreSQL, Keycloak and Slurm.
 *
 * <p>Nothing that ships.
 */
@NullMarked
package eu.sluis.e2e;

import org.jspecify.annotations.NullMarked;
