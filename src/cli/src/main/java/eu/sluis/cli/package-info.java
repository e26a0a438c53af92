/**
 * The sluis command: users, operators.
 *
 * <p>Policy is decided elsewhere; the CLI seals, signs, asks and shows.
 */
@NullMarked
package eu.sluis.cli;

import org.jspecify.annotations.NullMarked;
