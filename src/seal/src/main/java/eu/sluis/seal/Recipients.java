package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.util.List;

/** What holds for the recipients of one file together. */
final class Recipients {

    private static final int WRAPPED_KEY_LENGTH = FileKey.LENGTH + Aead.TAG_LENGTH;

    private Recipients() {}

    static void check(List<Recipient> to) {
        if (to.isEmpty() || to.size() > HeaderReader.MAX_STANZAS) {
            throw new InvalidValue(
                    "a file is sealed to 1 to " + HeaderReader.MAX_STANZAS + " recipients");
        }
        if (to.size() > 1 && to.stream().anyMatch(PassphraseRecipient.class::isInstance)) {
            throw new InvalidValue("a file sealed to a passphrase has no other recipient");
        }
        if (to.stream().map(Recipient::postQuantum).distinct().count() > 1) {
            throw new InvalidValue(
                    "hybrid and classic recipients do not go into one file: seal it twice");
        }
    }

    /** The length of a header for {@code to}; it depends on the recipients' types only. */
    static long headerLength(List<Recipient> to) {
        check(to);
        List<Stanza> stanzas = to.stream().map(Recipients::likeThatOf).toList();
        byte[] mac = new byte[Header.MAC_LENGTH];
        return new Header(stanzas, Header.authenticated(stanzas), mac).length();
    }

    private static Stanza likeThatOf(Recipient recipient) {
        byte[] body = new byte[WRAPPED_KEY_LENGTH];
        return switch (recipient) {
            case HybridRecipient hybrid ->
                    new Stanza(
                            List.of(HybridStanza.TYPE, blank(HybridKem.ENCAPSULATED_LENGTH)), body);
            case X25519Recipient classic ->
                    new Stanza(List.of(X25519Stanza.TYPE, blank(Curve25519.LENGTH)), body);
            case PassphraseRecipient phrase ->
                    new Stanza(
                            List.of(
                                    ScryptStanza.TYPE,
                                    blank(Passphrase.SALT_LENGTH),
                                    Integer.toString(phrase.workFactor())),
                            body);
        };
    }

    private static String blank(int bytes) {
        return RawBase64.encode(new byte[bytes]);
    }
}
