package eu.sluis.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** Reads armor strictly: each file has one armored form, save for line ends and margins. */
final class ArmorReader extends InputStream {

    private static final int MAX_WHITE_SPACE = 1024;

    private final InputStream armored;
    private byte[] block = new byte[0];
    private int taken;
    private boolean lastLineSeen;
    private boolean ended;

    /** Reads the begin mark at once. */
    ArmorReader(InputStream armored) throws IOException {
        this.armored = new BufferedInputStream(armored);
        int first = skipWhiteSpace();
        require(first == Armor.BEGIN.charAt(0) && line().equals(Armor.BEGIN.substring(1)));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        if (most > 0 && taken == block.length && !hasNextBlock()) {
            return -1;
        }
        int count = Math.min(most, block.length - taken);
        System.arraycopy(block, taken, target, offset, count);
        taken += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        armored.close();
    }

    private boolean hasNextBlock() throws IOException {
        if (ended) {
            return false;
        }
        String line = line();
        if (line.equals(Armor.END)) {
            require(skipWhiteSpace() < 0);
            ended = true;
            return false;
        }
        require(!lastLineSeen && !line.isEmpty() && line.length() <= Armor.COLUMNS);
        lastLineSeen = line.length() < Armor.COLUMNS || line.endsWith("=");
        block = decode(line);
        taken = 0;
        return true;
    }

    private static byte[] decode(String line) throws OpenFailure {
        try {
            byte[] bytes = Base64.getDecoder().decode(line);
            require(Base64.getEncoder().encodeToString(bytes).equals(line));
            return bytes;
        } catch (IllegalArgumentException notBase64) {
            throw new OpenFailure(OpenFailure.Reason.ARMOR);
        }
    }

    /** A line without its end; none is longer than the marks, and the last may lack the end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = armored.read();
        while (next != '\n' && next >= 0) {
            require(line.length() <= Armor.COLUMNS);
            line.append((char) next);
            next = armored.read();
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
                ? line.substring(0, length - 1)
                : line.toString();
    }

    /** The first byte that is no white space; -1 at the end. */
    private int skipWhiteSpace() throws IOException {
        for (int i = 0; i < MAX_WHITE_SPACE; i++) {
            int next = armored.read();
            if (next < 0 || " \t\r\n".indexOf(next) < 0) {
                return next;
            }
        }
        throw new OpenFailure(OpenFailure.Reason.ARMOR);
    }

    private static void require(boolean holds) throws OpenFailure {
        if (!holds) {
            throw new OpenFailure(OpenFailure.Reason.ARMOR);
        }
    }
}
