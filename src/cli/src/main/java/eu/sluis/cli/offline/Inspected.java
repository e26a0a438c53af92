package eu.sluis.cli.offline;

import eu.sluis.seal.Age;
import eu.sluis.seal.AgeShape;
import eu.sluis.seal.Armor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What an age file shows to anybody. That it opens, or is encrypted at all, is not shown.
 *
 * @param version the header's first line
 * @param stanzas the types of its stanzas
 * @param postQuantum {@code yes}, {@code no}, or {@code unknown} if a stanza's type is
 * @param headerBytes length of the header, without armor
 * @param sealedBytes length of the file, without armor
 * @param plainBytes length of what it holds
 */
public record Inspected(
        String version,
        boolean armored,
        List<String> stanzas,
        String postQuantum,
        long headerBytes,
        long sealedBytes,
        long plainBytes) {

    private static final String PASSPHRASE = "scrypt";
    private static final int LONGEST_HEADER = 1 << 18;

    public Inspected {
        stanzas = List.copyOf(stanzas);
    }

    /**
     * Reads a file to its end.
     *
     * @throws eu.sluis.seal.OpenFailure if it is no age file, or was cut where none can end
     */
    public static Inspected of(InputStream file) throws IOException {
        BufferedInputStream start = new BufferedInputStream(file);
        start.mark(1);
        boolean armored = start.read() == '-';
        start.reset();
        BufferedInputStream binary = new BufferedInputStream(Armor.readingIfArmored(start));
        AgeShape shape = shape(binary);
        long length = binary.transferTo(OutputStream.nullOutputStream());
        return new Inspected(
                "age-encryption.org/v1",
                armored,
                shape.stanzaTypes(),
                postQuantum(shape.stanzaTypes()),
                shape.headerBytes(),
                length,
                shape.plainBytes(length));
    }

    /**
     * Whether a binary file is sealed under a passphrase; leaves {@code binary} at its beginning.
     *
     * @throws eu.sluis.seal.OpenFailure if it is no age file
     */
    public static boolean isForPassphrase(BufferedInputStream binary) throws IOException {
        return shape(binary).isForOne(PASSPHRASE);
    }

    private static AgeShape shape(BufferedInputStream binary) throws IOException {
        binary.mark(LONGEST_HEADER);
        AgeShape shape = Age.inspect(binary);
        binary.reset();
        return shape;
    }

    private static String postQuantum(List<String> types) {
        if (types.contains(AgeShape.CLASSIC)) {
            return "no";
        }
        boolean known = List.of(AgeShape.HYBRID, PASSPHRASE).containsAll(types);
        return known ? "yes" : "unknown";
    }
}
