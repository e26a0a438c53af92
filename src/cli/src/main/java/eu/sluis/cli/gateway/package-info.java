/**
 * The REST interface, typed: one class for the transport, one for each group of calls.
 *
 * <p>Answers are not verified here; {@code data} does that.
 */
@NullMarked
package eu.sluis.cli.gateway;

import org.jspecify.annotations.NullMarked;
