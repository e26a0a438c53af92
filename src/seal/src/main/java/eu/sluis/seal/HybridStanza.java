package eu.sluis.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stanza of a hybrid recipient. Source: C2SP age.md, section mlkem768x25519 recipient stanza.
 */
final class HybridStanza {

    static final String TYPE = "mlkem768x25519";

    private HybridStanza() {}

    static void checkForm(Stanza stanza) throws OpenFailure {
        encapsulated(stanza);
        stanza.wrappedFileKey();
    }

    static Stanza wrap(byte[] recipient, byte[] fileKey) {
        HybridKem.Wrapped wrapped = HybridKem.wrap(recipient, fileKey);
        return new Stanza(List.of(TYPE, RawBase64.encode(wrapped.encapsulated())), wrapped.body());
    }

    static byte @Nullable [] unwrap(Stanza stanza, byte[] seed) throws OpenFailure {
        try {
            return HybridKem.unwrap(seed, encapsulated(stanza), stanza.wrappedFileKey());
        } finally {
            Secrets.wipe(seed);
        }
    }

    private static byte[] encapsulated(Stanza stanza) throws OpenFailure {
        return stanza.argument(1, 2, HybridKem.ENCAPSULATED_LENGTH);
    }
}
