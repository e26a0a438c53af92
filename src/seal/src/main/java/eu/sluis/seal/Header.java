package eu.sluis.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The header of an age file. Source: C2SP age.md, section Header.
 *
 * @param authenticated the bytes as read or written, up to and including {@code ---}
 * @param mac 32 bytes, not verified until {@link #open} returned
 */
record Header(List<Stanza> stanzas, byte[] authenticated, byte[] mac) {

    static final String VERSION_LINE = "age-encryption.org/v1";
    static final String END = "---";
    static final int MAC_LENGTH = 32;

    Header {
        stanzas = List.copyOf(stanzas);
    }

    /** A new header that carries {@code key} to each of {@code to}. */
    static Header sealing(FileKey key, List<Recipient> to) {
        List<Stanza> stanzas = to.stream().map(recipient -> Stanzas.wrap(recipient, key)).toList();
        byte[] authenticated = authenticated(stanzas);
        return new Header(stanzas, authenticated, key.headerMac(authenticated));
    }

    static byte[] authenticated(List<Stanza> stanzas) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes((VERSION_LINE + "\n").getBytes(StandardCharsets.US_ASCII));
        stanzas.forEach(stanza -> text.writeBytes(stanza.encoded()));
        text.writeBytes(END.getBytes(StandardCharsets.US_ASCII));
        return text.toByteArray();
    }

    byte[] encoded() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(length());
        text.writeBytes(authenticated);
        String end = " " + RawBase64.encode(mac) + "\n";
        text.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return text.toByteArray();
    }

    int length() {
        return authenticated.length + 1 + RawBase64.length(MAC_LENGTH) + 1;
    }

    /** The file key, after the MAC under it was found right. The caller closes it. */
    FileKey open(List<Identity> with) throws OpenFailure {
        FileKey key = Stanzas.unwrap(stanzas, with);
        if (!MessageDigest.isEqual(key.headerMac(authenticated), mac)) {
            key.close();
            throw new OpenFailure(OpenFailure.Reason.HMAC);
        }
        return key;
    }
}
