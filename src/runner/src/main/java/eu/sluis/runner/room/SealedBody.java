package eu.sluis.runner.room;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.seal.Age;
import eu.sluis.seal.AgeShape;
import eu.sluis.seal.Identity;
import eu.sluis.seal.OpenFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * Opens one age file while it arrives, and holds it to its declared digest.
 *
 * <p>Every byte written out was authenticated by age; whether it belongs to this version is known
 * only on return, so nothing may run before.
 *
 * @param body the bytes as sent
 * @param digest of the sealed bytes, from a source that is trusted
 */
record SealedBody(InputStream body, Digest digest) {

    private static final int MOST_HEADER_BYTES = 1 << 18;

    /**
     * Opens all of it into {@code plain}.
     *
     * @throws ProblemException DIGEST_MISMATCH if these are not the declared bytes, NOT_SEALED if
     *     they are, but are no age file of exactly one stanza for {@code with}
     * @throws IOException if the body breaks off
     */
    void openInto(OutputStream plain, List<Identity> with) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        BufferedInputStream sealed =
                new BufferedInputStream(new DigestInputStream(body, sha256), 1 << 16);
        try {
            requireOneStanza(sealed);
            Age.open(sealed, plain, with);
        } catch (OpenFailure e) {
            requireDigest(sealed, sha256);
            throw new ProblemException(
                    ProblemType.NOT_SEALED, "an object does not open with the version's keys");
        }
        requireDigest(sealed, sha256);
    }

    private static void requireOneStanza(BufferedInputStream sealed) throws IOException {
        sealed.mark(MOST_HEADER_BYTES);
        AgeShape shape = Age.inspect(sealed);
        if (shape.stanzaTypes().size() != 1) {
            throw new ProblemException(
                    ProblemType.NOT_SEALED, "an object is sealed to more than one recipient");
        }
        sealed.reset();
    }

    private void requireDigest(InputStream sealed, MessageDigest sha256) throws IOException {
        sealed.transferTo(OutputStream.nullOutputStream());
        if (!Digest.ofRaw(sha256.digest()).equals(digest)) {
            throw new ProblemException(
                    ProblemType.DIGEST_MISMATCH, "an object is not the one that was signed for");
        }
    }
}
