package eu.sluis.seal;

import java.util.List;

/**
 * What an age file shows without a key. That its payload is really encrypted, or opens, is not
 * shown.
 *
 * @param stanzaTypes of each stanza in turn, {@link #HYBRID} or {@link #CLASSIC} for those that
 *     {@link Recipient} knows
 * @param headerBytes length of the header, its last line end included
 */
public record AgeShape(List<String> stanzaTypes, int headerBytes) {

    /** The stanza type of a hybrid recipient. */
    public static final String HYBRID = HybridStanza.TYPE;

    /** The stanza type of a classic recipient. */
    public static final String CLASSIC = X25519Stanza.TYPE;

    public AgeShape {
        stanzaTypes = List.copyOf(stanzaTypes);
    }

    static AgeShape of(Header header) {
        List<String> types = header.stanzas().stream().map(Stanza::type).toList();
        return new AgeShape(types, header.length());
    }

    /** Whether the file is for exactly one recipient, of this type. */
    public boolean isForOne(String stanzaType) {
        return stanzaTypes.equals(List.of(stanzaType));
    }

    /**
     * The length of what is sealed in a file of {@code fileBytes} bytes with this header.
     *
     * @throws OpenFailure PAYLOAD if no age file has that length
     */
    public long plainBytes(long fileBytes) throws OpenFailure {
        long payload = fileBytes - headerBytes - SealingStream.NONCE_LENGTH;
        long chunks = Math.max(1, Math.ceilDiv(payload, ChunkCipher.SEALED_LENGTH));
        long lastChunk = payload - (chunks - 1) * ChunkCipher.SEALED_LENGTH;
        boolean possible = chunks == 1 ? lastChunk >= Aead.TAG_LENGTH : lastChunk > Aead.TAG_LENGTH;
        if (!possible) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        }
        return payload - chunks * Aead.TAG_LENGTH;
    }
}
