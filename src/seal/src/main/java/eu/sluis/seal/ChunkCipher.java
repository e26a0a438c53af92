package eu.sluis.seal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * Seals and opens the chunks of one payload in place. Not thread-safe: each worker has its own. Not
 * final, so that a test can watch the nonces.
 *
 * <p>Source: C2SP age.md, section Payload.
 */
class ChunkCipher {

    static final int PLAIN_LENGTH = 64 * 1024;
    static final int SEALED_LENGTH = PLAIN_LENGTH + Aead.TAG_LENGTH;

    private static final int COUNTER_END = Aead.NONCE_LENGTH - 1;

    private final Cipher cipher = Aead.cipher();
    private final SecretKey key;
    private final byte[] nonce = new byte[Aead.NONCE_LENGTH];

    ChunkCipher(SecretKey payloadKey) {
        this.key = payloadKey;
    }

    /** Seals {@code length} bytes at {@code offset}; yields the length with the tag. */
    int seal(long chunk, boolean last, byte[] buffer, int offset, int length) {
        try {
            return encrypt(nonce(chunk, last), buffer, offset, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing a chunk failed", e);
        }
    }

    /**
     * Opens {@code length} bytes, the tag included, at {@code offset}; yields false, and leaves the
     * buffer as it was, if they are not this chunk.
     */
    boolean open(long chunk, boolean last, byte[] buffer, int offset, int length) {
        boolean emptyAfterOthers = length == Aead.TAG_LENGTH && chunk > 0;
        if (length < Aead.TAG_LENGTH || emptyAfterOthers) {
            return false;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce(chunk, last)));
            cipher.doFinal(buffer, offset, length, buffer, offset);
            return true;
        } catch (AEADBadTagException notThisChunk) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening fails by its tag only", e);
        }
    }

    int encrypt(byte[] nonceOfChunk, byte[] buffer, int offset, int length)
            throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonceOfChunk));
        return cipher.doFinal(buffer, offset, length, buffer, offset);
    }

    /** The nonce is an 11-byte big-endian counter and a byte that marks the last chunk. */
    private byte[] nonce(long chunk, boolean last) {
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[COUNTER_END - 1 - i] = (byte) (chunk >>> (Byte.SIZE * i));
        }
        nonce[COUNTER_END] = (byte) (last ? 1 : 0);
        return nonce;
    }
}
