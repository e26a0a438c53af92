/**
 * age v1 on the JVM: recipients, identities, sealing, opening, re-addressing, and the keys that
 * sign.
 *
 * <p>No policy, no network, no files beyond streams.
 */
@NullMarked
package eu.sluis.seal;

import org.jspecify.annotations.NullMarked;
