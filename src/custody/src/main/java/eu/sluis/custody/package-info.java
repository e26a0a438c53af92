/**
 * Labels, their meet, and the verdict on whether a key may be released: pure functions.
 *
 * <p>No I/O and no clock of its own; what is stored where is the gateway's.
 */
@NullMarked
package eu.sluis.custody;

import org.jspecify.annotations.NullMarked;
