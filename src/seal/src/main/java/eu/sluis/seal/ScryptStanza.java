package eu.sluis.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stanza of a passphrase. Source: C2SP age.md, section scrypt recipient stanza. */
final class ScryptStanza {

    static final String TYPE = "scrypt";

    private ScryptStanza() {}

    static void checkForm(Stanza stanza) throws OpenFailure {
        salt(stanza);
        workFactor(stanza);
        stanza.wrappedFileKey();
    }

    static Stanza wrap(PassphraseRecipient recipient, byte[] fileKey) {
        byte[] salt = Secrets.random(Passphrase.SALT_LENGTH);
        byte[] wrapKey = recipient.passphrase().wrapKey(salt, recipient.workFactor());
        String workFactor = Integer.toString(recipient.workFactor());
        try {
            byte[] body = Aead.sealOnce(wrapKey, fileKey);
            return new Stanza(List.of(TYPE, RawBase64.encode(salt), workFactor), body);
        } finally {
            Secrets.wipe(wrapKey);
        }
    }

    static byte @Nullable [] unwrap(Stanza stanza, Passphrase passphrase) throws OpenFailure {
        byte[] salt = salt(stanza);
        byte[] body = stanza.wrappedFileKey();
        byte[] wrapKey = passphrase.wrapKey(salt, workFactor(stanza));
        try {
            return Aead.openOnce(wrapKey, body);
        } finally {
            Secrets.wipe(wrapKey);
        }
    }

    private static int workFactor(Stanza stanza) throws OpenFailure {
        String decimal = stanza.arguments().get(2);
        int workFactor = decimal.matches("[1-9][0-9]?") ? Integer.parseInt(decimal) : 0;
        if (workFactor < 1 || workFactor > Passphrase.MAX_WORK_FACTOR) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        return workFactor;
    }

    private static byte[] salt(Stanza stanza) throws OpenFailure {
        return stanza.argument(1, 3, Passphrase.SALT_LENGTH);
    }
}
