package eu.sluis.gateway.datasets;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Recipients;
import eu.sluis.seal.Age;
import eu.sluis.seal.AgeShape;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.Recipient;

/**
 * The form of sealed bytes: a canonical age header, exactly one stanza, of the right kind, and a
 * length that an age file can have.
 *
 * <p>Limit: it does not show that the payload is encrypted. Only opening does, and the runner and
 * the client refuse what does not open. Source: DESIGN, section 3.
 */
final class SealedForm {

    /** More than any header with one stanza of a kind that is accepted. */
    static final int MAX_HEAD_BYTES = 8 << 10;

    private SealedForm() {}

    /**
     * Passes a key file that is for one recipient of the dataset's own kind.
     *
     * @throws ProblemException not-sealed otherwise
     */
    static void requireKeyFile(byte[] keyFile, Recipient recipient) {
        AgeShape shape = shape(keyFile, keyFile.length);
        String kind = recipient.postQuantum() ? AgeShape.HYBRID : AgeShape.CLASSIC;
        if (!shape.isForOne(kind)) {
            throw notSealed(
                    "the key file must be for exactly one recipient, the dataset's (" + kind + ")");
        }
    }

    /**
     * Passes the beginning of an object that is for one recipient of a kind that the label allows.
     *
     * @param head the file's first {@link #MAX_HEAD_BYTES}, or all of it if it is shorter
     * @throws ProblemException not-sealed otherwise
     */
    static void requireObject(byte[] head, long length, Recipients least) {
        AgeShape shape = shape(head, length);
        boolean allowed =
                switch (least) {
                    case HYBRID -> shape.isForOne(AgeShape.HYBRID);
                    case CLASSIC ->
                            shape.isForOne(AgeShape.HYBRID) || shape.isForOne(AgeShape.CLASSIC);
                };
        if (!allowed) {
            throw notSealed(
                    "an object must be for exactly one recipient, of kind "
                            + (least == Recipients.HYBRID ? AgeShape.HYBRID : "X25519 or hybrid"));
        }
    }

    private static AgeShape shape(byte[] head, long length) {
        try {
            AgeShape shape = Age.inspect(head);
            shape.plainBytes(length);
            return shape;
        } catch (OpenFailure | InvalidValue e) {
            throw notSealed(
                    "there is no age v1 header at the beginning, or no age file is that long");
        }
    }

    private static ProblemException notSealed(String detail) {
        return new ProblemException(ProblemType.NOT_SEALED, detail);
    }
}
