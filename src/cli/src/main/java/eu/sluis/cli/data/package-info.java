/**
 * Sealing on the way up; verifying and opening on the way down.
 *
 * <p>No HTTP and no output: both are handed in.
 */
@NullMarked
package eu.sluis.cli.data;

import org.jspecify.annotations.NullMarked;
