package eu.sluis.seal;

import java.security.GeneralSecurityException;

/** A signature is not under these bytes by this key. */
public final class BadSignature extends GeneralSecurityException {

    BadSignature() {
        super("the signature does not verify: the document was changed or another key signed it");
    }
}
