package eu.sluis.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stanza of a classic recipient. Source: C2SP age.md, section X25519 recipient stanza. */
final class X25519Stanza {

    static final String TYPE = "X25519";

    private static final byte[] INFO =
            "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

    private X25519Stanza() {}

    static void checkForm(Stanza stanza) throws OpenFailure {
        share(stanza);
        stanza.wrappedFileKey();
    }

    static Stanza wrap(byte[] recipient, byte[] fileKey) {
        byte[] ephemeral = Secrets.random(Curve25519.LENGTH);
        byte[] share = Curve25519.publicKey(ephemeral);
        byte[] wrapKey = wrapKeyFor(Curve25519.agree(ephemeral, recipient), share, recipient);
        try {
            byte[] body = Aead.sealOnce(wrapKey, fileKey);
            return new Stanza(List.of(TYPE, RawBase64.encode(share)), body);
        } finally {
            Secrets.wipe(ephemeral, wrapKey);
        }
    }

    static byte @Nullable [] unwrap(Stanza stanza, byte[] scalar) throws OpenFailure {
        byte[] wrapKey = new byte[0];
        try {
            byte[] share = share(stanza);
            byte[] body = stanza.wrappedFileKey();
            if (Curve25519.isLowOrder(share)) {
                throw new OpenFailure(OpenFailure.Reason.HEADER);
            }
            byte[] recipient = Curve25519.publicKey(scalar);
            wrapKey = wrapKeyFor(Curve25519.agree(scalar, share), share, recipient);
            return Aead.openOnce(wrapKey, body);
        } finally {
            Secrets.wipe(scalar, wrapKey);
        }
    }

    private static byte[] wrapKeyFor(byte[] shared, byte[] share, byte[] recipient) {
        try {
            return Hkdf.derive(shared, Secrets.join(share, recipient), INFO);
        } finally {
            Secrets.wipe(shared);
        }
    }

    private static byte[] share(Stanza stanza) throws OpenFailure {
        return stanza.argument(1, 2, Curve25519.LENGTH);
    }
}
