package eu.sluis.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The native stanza types: how each wraps the file key, unwraps it, and must look. */
final class Stanzas {

    static final String HYBRID = "mlkem768x25519";
    static final String X25519 = "X25519";
    static final String SCRYPT = "scrypt";

    private static final byte[] X25519_INFO =
            "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

    private Stanzas() {}

    static Stanza wrap(Recipient recipient, FileKey key) {
        return switch (recipient) {
            case HybridRecipient hybrid -> {
                HybridKem.Wrapped wrapped = HybridKem.wrap(hybrid.key(), key.bytes());
                String encapsulated = RawBase64.encode(wrapped.encapsulated());
                yield new Stanza(List.of(HYBRID, encapsulated), wrapped.body());
            }
            case X25519Recipient classic -> wrapX25519(classic.key(), key.bytes());
            case PassphraseRecipient phrase -> wrapScrypt(phrase, key.bytes());
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
            checkForm(stanza);
        }
    }

    private static void checkScryptIsAlone(List<Stanza> stanzas) throws OpenFailure {
        boolean scrypt = stanzas.stream().anyMatch(stanza -> stanza.type().equals(SCRYPT));
        if (scrypt && stanzas.size() > 1) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
    }

    private static void checkForm(Stanza stanza) throws OpenFailure {
        switch (stanza.type()) {
            case HYBRID -> {
                stanza.argument(1, 2, HybridKem.ENCAPSULATED_LENGTH);
                stanza.wrappedFileKey();
            }
            case X25519 -> {
                stanza.argument(1, 2, Curve25519.LENGTH);
                stanza.wrappedFileKey();
            }
            case SCRYPT -> {
                stanza.argument(1, 3, Passphrase.SALT_LENGTH);
                workFactor(stanza);
                stanza.wrappedFileKey();
            }
            default -> {}
        }
    }

    private static byte @Nullable [] unwrap(Stanza stanza, Identity identity) throws OpenFailure {
        return switch (identity) {
            case HybridIdentity hybrid when stanza.type().equals(HYBRID) ->
                    unwrapHybrid(stanza, hybrid.seed());
            case X25519Identity classic when stanza.type().equals(X25519) ->
                    unwrapX25519(stanza, classic.scalar());
            case PassphraseIdentity phrase when stanza.type().equals(SCRYPT) ->
                    unwrapScrypt(stanza, phrase.passphrase());
            case HybridIdentity other -> null;
            case X25519Identity other -> null;
            case PassphraseIdentity other -> null;
        };
    }

    private static byte @Nullable [] unwrapHybrid(Stanza stanza, byte[] seed) throws OpenFailure {
        try {
            byte[] encapsulated = stanza.argument(1, 2, HybridKem.ENCAPSULATED_LENGTH);
            return HybridKem.unwrap(seed, encapsulated, stanza.wrappedFileKey());
        } finally {
            Secrets.wipe(seed);
        }
    }

    private static Stanza wrapX25519(byte[] recipient, byte[] fileKey) {
        byte[] ephemeral = Secrets.random(Curve25519.LENGTH);
        byte[] share = Curve25519.publicKey(ephemeral);
        byte[] wrapKey = x25519WrapKey(Curve25519.agree(ephemeral, recipient), share, recipient);
        try {
            byte[] body = Aead.sealOnce(wrapKey, fileKey);
            return new Stanza(List.of(X25519, RawBase64.encode(share)), body);
        } finally {
            Secrets.wipe(ephemeral, wrapKey);
        }
    }

    private static byte @Nullable [] unwrapX25519(Stanza stanza, byte[] scalar) throws OpenFailure {
        byte[] wrapKey = new byte[0];
        try {
            byte[] share = stanza.argument(1, 2, Curve25519.LENGTH);
            byte[] body = stanza.wrappedFileKey();
            if (Curve25519.isLowOrder(share)) {
                throw new OpenFailure(OpenFailure.Reason.HEADER);
            }
            byte[] recipient = Curve25519.publicKey(scalar);
            wrapKey = x25519WrapKey(Curve25519.agree(scalar, share), share, recipient);
            return Aead.openOnce(wrapKey, body);
        } finally {
            Secrets.wipe(scalar, wrapKey);
        }
    }

    private static byte[] x25519WrapKey(byte[] shared, byte[] share, byte[] recipient) {
        try {
            return Hkdf.derive(shared, Secrets.join(share, recipient), X25519_INFO);
        } finally {
            Secrets.wipe(shared);
        }
    }

    private static Stanza wrapScrypt(PassphraseRecipient recipient, byte[] fileKey) {
        byte[] salt = Secrets.random(Passphrase.SALT_LENGTH);
        byte[] wrapKey = recipient.passphrase().wrapKey(salt, recipient.workFactor());
        String workFactor = Integer.toString(recipient.workFactor());
        try {
            byte[] body = Aead.sealOnce(wrapKey, fileKey);
            return new Stanza(List.of(SCRYPT, RawBase64.encode(salt), workFactor), body);
        } finally {
            Secrets.wipe(wrapKey);
        }
    }

    private static byte @Nullable [] unwrapScrypt(Stanza stanza, Passphrase passphrase)
            throws OpenFailure {
        byte[] salt = stanza.argument(1, 3, Passphrase.SALT_LENGTH);
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
}
