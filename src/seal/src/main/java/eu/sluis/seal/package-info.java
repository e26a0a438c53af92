/**
 * age v1 on the JVM: recipients, identities, sealing, opening, re-addressing, and the keys that
 * sign and wrap.
 *
 * <p>No policy, no network, no files beyond streams and channels.
 *
 * <p>Public are two verbs, {@link eu.sluis.seal.Age#seal seal} and {@link eu.sluis.seal.Age#open
 * open}, each over streams and as a stream, with what they take: {@link eu.sluis.seal.Recipient}
 * and {@link eu.sluis.seal.Identity}. Beside them stand the other forms of these ({@link
 * eu.sluis.seal.Armor}, {@link eu.sluis.seal.IdentityFile}, {@link eu.sluis.seal.KeyFile}) and the
 * signing, verifying and wrapping keys: key bytes live in this package alone, so the keys that
 * other packages use without seeing their bytes do too.
 *
 * <p>To read it from top to bottom: {@code Age}; the header ({@code HeaderReader}, {@code Header},
 * {@code Stanza}, {@code Stanzas} and its three types); the payload ({@code ChunkCipher}, {@code
 * Relay}, {@code SealingStream}, {@code OpeningStream}, {@code OpenedChannel}, which hand segments
 * to {@code Lanes}); {@code KeyFile}. Format: src/docs/formats/seal.md.
 */
@NullMarked
package eu.sluis.seal;

import org.jspecify.annotations.NullMarked;
