package eu.sluis.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes armor: full lines as they come, the rest and the end mark on close. */
final class ArmorWriter extends OutputStream {

    private final OutputStream armored;
    private final OutputStream base64;
    private boolean closed;

    /** Writes the begin mark at once. */
    ArmorWriter(OutputStream armored) throws IOException {
        this.armored = armored;
        this.base64 =
                Base64.getMimeEncoder(Armor.COLUMNS, new byte[] {'\n'})
                        .wrap(OpenEnded.output(armored));
        mark(Armor.BEGIN + "\n");
    }

    @Override
    public void write(int oneByte) throws IOException {
        base64.write(oneByte);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        base64.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        base64.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (armored) {
            base64.close();
            mark("\n" + Armor.END + "\n");
        }
    }

    private void mark(String text) throws IOException {
        armored.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
