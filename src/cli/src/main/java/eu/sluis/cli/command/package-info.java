/**
 * One class for each command.
 *
 * <p>A command parses, calls, shows; what it needs lives in the packages beside.
 */
@NullMarked
package eu.sluis.cli.command;

import org.jspecify.annotations.NullMarked;
