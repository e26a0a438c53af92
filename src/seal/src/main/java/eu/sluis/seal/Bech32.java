package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 without its length limit. Works on bytes, so that a secret never becomes a String.
 *
 * <p>Source: BIP 173; C2SP age.md, section Conventions.
 */
final class Bech32 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
    };
    private static final int CHECKSUM_LENGTH = 6;

    private Bech32() {}

    /** Encodes in the case of {@code prefix}. */
    static byte[] encode(String prefix, byte[] data) {
        byte[] groups = groups(data);
        int checksum = checksum(prefix, groups) ^ 1;
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            groups[groups.length - 1 - i] = (byte) ((checksum >>> (5 * i)) & 31);
        }
        byte[] head = (prefix + "1").getBytes(StandardCharsets.US_ASCII);
        byte[] ascii = Arrays.copyOf(head, head.length + groups.length);
        String alphabet = alphabet(prefix);
        for (int i = 0; i < groups.length; i++) {
            ascii[head.length + i] = (byte) alphabet.charAt(groups[i]);
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
        require(startsWith(ascii, prefix + "1") && ascii.length >= dataStart + CHECKSUM_LENGTH);
        byte[] groups = new byte[ascii.length - dataStart];
        String alphabet = alphabet(prefix);
        for (int i = 0; i < groups.length; i++) {
            int group = alphabet.indexOf(ascii[dataStart + i]);
            require(group >= 0);
            groups[i] = (byte) group;
        }
        try {
            require(checksum(prefix, groups) == 1);
            return bytes(groups, groups.length - CHECKSUM_LENGTH);
        } finally {
            Secrets.wipe(groups);
        }
    }

    static boolean startsWith(byte[] ascii, String text) {
        byte[] head = text.getBytes(StandardCharsets.US_ASCII);
        return ascii.length >= head.length
                && MessageDigest.isEqual(Arrays.copyOf(ascii, head.length), head);
    }

    private static String alphabet(String prefix) {
        boolean upper = prefix.equals(prefix.toUpperCase(Locale.ROOT));
        return upper ? ALPHABET.toUpperCase(Locale.ROOT) : ALPHABET;
    }

    /** Over the lower-case form, whatever the case of the prefix. */
    private static int checksum(String anyCasePrefix, byte[] groups) {
        String prefix = anyCasePrefix.toLowerCase(Locale.ROOT);
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum) ^ (prefix.charAt(i) >>> 5);
        }
        sum = step(sum);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum) ^ (prefix.charAt(i) & 31);
        }
        for (byte group : groups) {
            sum = step(sum) ^ group;
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

    /** Groups of five bits, padded with zeros, and six groups of zeros for the checksum. */
    private static byte[] groups(byte[] data) {
        byte[] groups = new byte[Math.ceilDiv(data.length * Byte.SIZE, 5) + CHECKSUM_LENGTH];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (byte next : data) {
            buffer = (buffer << Byte.SIZE) | (next & 0xff);
            for (bits += Byte.SIZE; bits >= 5; bits -= 5) {
                groups[at++] = (byte) ((buffer >>> (bits - 5)) & 31);
            }
        }
        if (bits > 0) {
            groups[at] = (byte) ((buffer << (5 - bits)) & 31);
        }
        return groups;
    }

    /** The bytes in {@code count} groups, whose padding must be zeros and less than a group. */
    private static byte[] bytes(byte[] groups, int count) {
        byte[] data = new byte[count * 5 / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            buffer = (buffer << 5) | groups[i];
            bits += 5;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                data[at++] = (byte) (buffer >>> bits);
            }
        }
        require(bits < 5 && (buffer & ((1 << bits) - 1)) == 0);
        return data;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new InvalidValue("the text is not a well-formed age key: copy it again, whole");
        }
    }
}
