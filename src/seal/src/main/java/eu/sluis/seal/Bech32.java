package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 without its length limit. Works on bytes, so that a secret never becomes a String.
 *
 * <p>Source: BIP 173; C2SP age.md, section Conventions.
 */
final class Bech32 {

    private static final byte[] ALPHABET =
            "qpzry9x8gf2tvdw0s3jn54khce6mua7l".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();
    private static final int[] GENERATOR = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
    };
    private static final int CHECKSUM_LENGTH = 6;
    private static final int CASE_BIT = 'a' - 'A';

    private Bech32() {}

    /** Encodes in the case of {@code prefix}. */
    static byte[] encode(String prefix, byte[] data) {
        byte[] groups = regroup(data, 8, 5, true);
        int checksum = checksum(prefix, groups, new byte[CHECKSUM_LENGTH]) ^ 1;
        byte[] head = (prefix + "1").getBytes(StandardCharsets.US_ASCII);
        byte[] ascii = Arrays.copyOf(head, head.length + groups.length + CHECKSUM_LENGTH);
        int at = head.length;
        for (byte group : groups) {
            ascii[at++] = character(group, isUpper(prefix));
        }
        for (int shift = 5 * (CHECKSUM_LENGTH - 1); shift >= 0; shift -= 5) {
            ascii[at++] = character((checksum >>> shift) & 31, isUpper(prefix));
        }
        Secrets.wipe(groups);
        return ascii;
    }

    /**
     * Decodes text that must begin with exactly {@code prefix} and {@code 1}, its case included.
     *
     * @throws InvalidValue if it does not, or if case, characters, checksum or padding are wrong
     */
    static byte[] decode(String prefix, byte[] ascii) {
        int dataStart = prefix.length() + 1;
        if (!startsWith(ascii, prefix + "1") || ascii.length < dataStart + CHECKSUM_LENGTH) {
            throw invalid();
        }
        byte[] groups = new byte[ascii.length - dataStart];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = value(ascii[dataStart + i], isUpper(prefix));
        }
        if (checksum(prefix, groups, new byte[0]) != 1) {
            throw invalid();
        }
        byte[] payload = Arrays.copyOf(groups, groups.length - CHECKSUM_LENGTH);
        byte[] data = regroup(payload, 5, 8, false);
        Secrets.wipe(groups, payload);
        return data;
    }

    static boolean startsWith(byte[] ascii, String text) {
        byte[] head = text.getBytes(StandardCharsets.US_ASCII);
        return ascii.length >= head.length
                && Arrays.equals(ascii, 0, head.length, head, 0, head.length);
    }

    private static boolean isUpper(String prefix) {
        return isBetween((byte) prefix.charAt(0), 'A', 'Z');
    }

    private static byte character(int group, boolean upper) {
        byte lower = ALPHABET[group];
        return upper && isBetween(lower, 'a', 'z') ? (byte) (lower - CASE_BIT) : lower;
    }

    private static byte value(byte character, boolean upper) {
        boolean letter = upper ? isBetween(character, 'A', 'Z') : isBetween(character, 'a', 'z');
        if (!letter && !isBetween(character, '0', '9')) {
            throw invalid();
        }
        byte value = VALUES[upper && letter ? character + CASE_BIT : character];
        if (value < 0) {
            throw invalid();
        }
        return value;
    }

    private static boolean isBetween(byte character, char first, char last) {
        return character >= first && character <= last;
    }

    /** Always over the lower-case form. */
    private static int checksum(String anyCasePrefix, byte[] groups, byte[] tail) {
        String prefix = anyCasePrefix.toLowerCase(Locale.ROOT);
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum) ^ (prefix.charAt(i) >>> 5);
        }
        sum = step(sum);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum) ^ (prefix.charAt(i) & 31);
        }
        for (byte[] part : new byte[][] {groups, tail}) {
            for (byte group : part) {
                sum = step(sum) ^ group;
            }
        }
        return sum;
    }

    private static int step(int sum) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((top >>> i) & 1) * GENERATOR[i];
        }
        return next;
    }

    private static byte[] regroup(byte[] in, int fromBits, int toBits, boolean pad) {
        byte[] out =
                new byte
                        [pad
                                ? (in.length * fromBits + toBits - 1) / toBits
                                : in.length * fromBits / toBits];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (byte group : in) {
            buffer = (buffer << fromBits | (group & ((1 << fromBits) - 1))) & 0xfff;
            bits += fromBits;
            while (bits >= toBits) {
                bits -= toBits;
                out[at++] = (byte) ((buffer >>> bits) & ((1 << toBits) - 1));
            }
        }
        int rest = buffer & ((1 << bits) - 1);
        if (pad && bits > 0) {
            out[at] = (byte) (rest << (toBits - bits));
        }
        if (!pad && (bits >= fromBits || rest != 0)) {
            throw invalid();
        }
        return out;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = (byte) i;
        }
        return values;
    }

    private static InvalidValue invalid() {
        return new InvalidValue("the text is not a well-formed age key: copy it again, whole");
    }
}
