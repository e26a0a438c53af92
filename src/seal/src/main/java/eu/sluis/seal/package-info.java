/**
 * age v1 on the JVM: recipients, identities, sealing, opening, re-addressing, and the keys that
 * sign.
 *
 * <p>No policy, no network, no files beyond streams.
 *
 * <p>To read it in order: {@link eu.sluis.seal.Age}, then the header ({@code HeaderReader}, {@code
 * Header}, {@code Stanzas}), the payload ({@code ChunkCipher}, {@code Relay}, {@code
 * SealingStream}, {@code OpeningStream}), {@link eu.sluis.seal.KeyFile}. Format:
 * src/docs/formats/seal.md.
 */
@NullMarked
package eu.sluis.seal;

import org.jspecify.annotations.NullMarked;
