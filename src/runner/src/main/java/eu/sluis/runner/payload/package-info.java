/**
 * Runs the tenant's program in a sandbox, within its limits, and pumps what it prints into the log.
 *
 * <p>It knows neither gateway nor keys: pieces of the log go where the caller says.
 */
@NullMarked
package eu.sluis.runner.payload;

import org.jspecify.annotations.NullMarked;
