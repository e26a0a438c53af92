package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Identities as text: one per line, each line ended by a line feed, nothing else. */
final class IdentityText {

    private IdentityText() {}

    static byte[] write(List<Identity> identities) {
        byte[][] lines =
                identities.stream()
                        .map(identity -> identity.secret(SecretAccess.REVEAL))
                        .toArray(byte[][]::new);
        int length = Arrays.stream(lines).mapToInt(line -> line.length + 1).sum();
        byte[] text = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, text, at, line.length);
            at += line.length;
            text[at++] = '\n';
        }
        Secrets.wipe(lines);
        return text;
    }

    /** Reads what {@link #write} wrote; a payload failure if it is anything else. */
    static List<Identity> read(byte[] text) throws OpenFailure {
        List<Identity> identities = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                identities.add(identity(Arrays.copyOfRange(text, start, i)));
                start = i + 1;
            }
        }
        if (identities.isEmpty() || start != text.length) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        }
        return List.copyOf(identities);
    }

    private static Identity identity(byte[] line) throws OpenFailure {
        try {
            return Identity.parse(line);
        } catch (InvalidValue notAnIdentity) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        } finally {
            Secrets.wipe(line);
        }
    }
}
