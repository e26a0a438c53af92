package eu.sluis.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts an age file into ASCII armor, and takes it out; {@link Age} itself takes binary files only.
 *
 * <p>Armor protects nothing: it is another form of the same bytes. Source: C2SP age.md, section
 * ASCII armor; RFC 7468, section 3.
 */
public final class Armor {

    static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    static final String END = "-----END AGE ENCRYPTED FILE-----";
    static final int COLUMNS = 64;

    private Armor() {}

    /**
     * Armors what is written to it, with LF as line end. {@code close} writes the end mark and
     * closes {@code armored}.
     *
     * @throws IOException if {@code armored} fails
     */
    public static OutputStream writing(OutputStream armored) throws IOException {
        return new ArmorWriter(armored);
    }

    /**
     * The binary file in {@code armored}; {@code close} closes both. Lines end in LF or CRLF; white
     * space may stand before and after the block, nowhere else. Reading throws {@link OpenFailure}
     * ARMOR where the armor is not well-formed.
     *
     * @throws OpenFailure if it does not begin with the mark of an age file
     */
    public static InputStream reading(InputStream armored) throws IOException {
        return new ArmorReader(armored);
    }

    /**
     * The binary file in {@code file}, which is armored if it begins with the mark of armor, and
     * binary otherwise; {@code close} closes both.
     *
     * @throws IOException if {@code file} fails
     */
    public static InputStream readingIfArmored(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file);
        buffered.mark(BEGIN.length());
        String start = new String(buffered.readNBytes(BEGIN.length()), StandardCharsets.ISO_8859_1);
        buffered.reset();
        return start.equals(BEGIN) ? reading(buffered) : buffered;
    }
}
