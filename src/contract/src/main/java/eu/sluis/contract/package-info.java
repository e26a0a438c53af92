/**
 * Identifiers, labels, problems and the canonical JSON that every part of Sluis speaks.
 *
 * <p>No I/O, no cryptography beyond SHA-256, no decisions.
 */
@NullMarked
package eu.sluis.contract;

import org.jspecify.annotations.NullMarked;
