package eu.sluis.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native stanzas of a header together: which type does what, and what may stand beside what.
 */
final class Stanzas {

    private Stanzas() {}

    static Stanza wrap(Recipient recipient, FileKey key) {
        return switch (recipient) {
            case HybridRecipient hybrid -> HybridStanza.wrap(hybrid.key(), key.bytes());
            case X25519Recipient classic -> X25519Stanza.wrap(classic.key(), key.bytes());
            case PassphraseRecipient phrase -> ScryptStanza.wrap(phrase, key.bytes());
        };
    }

    /**
     * The file key in the first stanza that one of the identities opens.
     *
     * @throws OpenFailure HEADER if a stanza of an identity's type breaks the rules of that type,
     *     or a passphrase is not alone; NO_MATCH if none opens
     */
    static FileKey unwrap(List<Stanza> stanzas, List<Identity> with) throws OpenFailure {
        checkScryptIsAlone(stanzas);
        for (Identity identity : with) {
            for (Stanza stanza : stanzas) {
                byte[] key = unwrap(stanza, identity);
                if (key != null) {
                    return FileKey.takeOwnershipOf(key);
                }
            }
        }
        throw new OpenFailure(OpenFailure.Reason.NO_MATCH);
    }

    /** Checks the form of the native stanzas; others may have any. */
    static void checkForm(List<Stanza> stanzas) throws OpenFailure {
        checkScryptIsAlone(stanzas);
        for (Stanza stanza : stanzas) {
            switch (stanza.type()) {
                case HybridStanza.TYPE -> HybridStanza.checkForm(stanza);
                case X25519Stanza.TYPE -> X25519Stanza.checkForm(stanza);
                case ScryptStanza.TYPE -> ScryptStanza.checkForm(stanza);
                default -> {}
            }
        }
    }

    private static void checkScryptIsAlone(List<Stanza> stanzas) throws OpenFailure {
        boolean scrypt =
                stanzas.stream().anyMatch(stanza -> stanza.type().equals(ScryptStanza.TYPE));
        if (scrypt && stanzas.size() > 1) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
    }

    private static byte @Nullable [] unwrap(Stanza stanza, Identity identity) throws OpenFailure {
        String type = stanza.type();
        return switch (identity) {
            case HybridIdentity hybrid when type.equals(HybridStanza.TYPE) ->
                    HybridStanza.unwrap(stanza, hybrid.seed());
            case X25519Identity classic when type.equals(X25519Stanza.TYPE) ->
                    X25519Stanza.unwrap(stanza, classic.scalar());
            case PassphraseIdentity phrase when type.equals(ScryptStanza.TYPE) ->
                    ScryptStanza.unwrap(stanza, phrase.passphrase());
            case HybridIdentity other -> null;
            case X25519Identity other -> null;
            case PassphraseIdentity other -> null;
        };
    }
}
