/**
 * How a command ends: exit codes, and failures with what to do about them.
 *
 * <p>Nothing here prints or exits.
 */
@NullMarked
package eu.sluis.cli.outcome;

import org.jspecify.annotations.NullMarked;
