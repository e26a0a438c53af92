package eu.sluis.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One way to the file key: a type, further arguments and a body. Source: C2SP age.md, section
 * Recipient stanza.
 *
 * @param arguments the type first; each of 1 or more characters 0x21 to 0x7E
 */
record Stanza(List<String> arguments, byte[] body) {

    static final String MARK = "-> ";
    static final int COLUMNS = 64;

    Stanza {
        arguments = List.copyOf(arguments);
    }

    String type() {
        return arguments.getFirst();
    }

    /** The text of this stanza; the last body line is shorter than 64 columns, and may be empty. */
    byte[] encoded() {
        StringBuilder text = new StringBuilder(MARK);
        text.append(String.join(" ", arguments)).append('\n');
        String base64 = RawBase64.encode(body);
        int at = 0;
        for (; base64.length() - at >= COLUMNS; at += COLUMNS) {
            text.append(base64, at, at + COLUMNS).append('\n');
        }
        text.append(base64, at, base64.length()).append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The canonical bytes of an argument; a header failure if there are not {@code count}. */
    byte[] argument(int index, int count, int bytes) throws OpenFailure {
        if (arguments.size() != count) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        return RawBase64.decode(arguments.get(index), bytes);
    }

    /**
     * The body, if it is as long as a wrapped 16-byte file key: that it is checked before
     * decrypting denies a partitioning oracle.
     */
    byte[] wrappedFileKey() throws OpenFailure {
        if (body.length != FileKey.LENGTH + Aead.TAG_LENGTH) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        return body;
    }
}
