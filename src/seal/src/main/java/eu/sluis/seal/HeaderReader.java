package eu.sluis.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a header by its grammar, which leaves each header one form only. Source: C2SP age.md,
 * section ABNF definition of file header.
 */
final class HeaderReader {

    static final int MAX_BYTES = 128 * 1024;
    static final int MAX_STANZAS = 64;

    private static final String MAC_MARK = Header.END + " ";

    private final InputStream in;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private HeaderReader(InputStream in) {
        this.in = in;
    }

    /** Reads one header and not a byte more; {@code in} should be buffered. */
    static Header read(InputStream in) throws IOException {
        return new HeaderReader(in).header();
    }

    private Header header() throws IOException {
        require(line().equals(Header.VERSION_LINE));
        List<Stanza> stanzas = new ArrayList<>();
        int authenticatedBytes = seen.size() + Header.END.length();
        String line = line();
        while (line.startsWith(Stanza.MARK)) {
            require(stanzas.size() < MAX_STANZAS);
            stanzas.add(new Stanza(arguments(line), body()));
            authenticatedBytes = seen.size() + Header.END.length();
            line = line();
        }
        require(!stanzas.isEmpty() && line.startsWith(MAC_MARK));
        byte[] mac = RawBase64.decode(line.substring(MAC_MARK.length()), Header.MAC_LENGTH);
        return new Header(stanzas, Arrays.copyOf(seen.toByteArray(), authenticatedBytes), mac);
    }

    private static List<String> arguments(String line) throws OpenFailure {
        List<String> arguments = List.of(line.substring(Stanza.MARK.length()).split(" ", -1));
        for (String argument : arguments) {
            require(!argument.isEmpty() && argument.chars().allMatch(c -> c > 0x20 && c < 0x7f));
        }
        return arguments;
    }

    private byte[] body() throws IOException {
        StringBuilder base64 = new StringBuilder();
        String line;
        do {
            line = line();
            require(line.length() <= Stanza.COLUMNS);
            base64.append(line);
        } while (line.length() == Stanza.COLUMNS);
        return RawBase64.decode(base64.toString());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = next();
        while (next != '\n') {
            line.append((char) next);
            next = next();
        }
        return line.toString();
    }

    private int next() throws IOException {
        int next = in.read();
        require(next >= 0 && seen.size() < MAX_BYTES);
        seen.write(next);
        return next;
    }

    private static void require(boolean holds) throws OpenFailure {
        if (!holds) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
    }
}
