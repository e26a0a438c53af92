/**
 * What every feature stands on: database, problems, the guard of raw paths, clock and randomness.
 *
 * <p>Nothing that knows a tenant's things.
 */
@NullMarked
package eu.sluis.gateway.platform;

import org.jspecify.annotations.NullMarked;
