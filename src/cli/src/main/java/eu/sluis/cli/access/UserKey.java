package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.seal.SecretAccess;
import eu.sluis.seal.SigningKey;
import java.util.Arrays;

/** The user's signing key in a home, {@code signing-key.pem}: made once, never sent. */
public final class UserKey {

    private static final String FILE = "signing-key.pem";

    private UserKey() {}

    /**
     * The key, for the caller to close.
     *
     * @throws Failure if there is none
     */
    public static SigningKey load(Home home) {
        byte[] pem =
                home.read(FILE)
                        .orElseThrow(() ->
                                Failure.other(
                                        "there is no signing key in " + home,
                                        "log in: sluis login makes and registers one"));
        return parse(pem);
    }

    /** The key, made if there is none; for the caller to close. */
    public static SigningKey loadOrMake(Home home) {
        return home.locked(() -> home.read(FILE).map(UserKey::parse).orElseGet(() -> make(home)));
    }

    private static SigningKey make(Home home) {
        SigningKey key = SigningKey.generate();
        byte[] pem = key.toPkcs8Pem(SecretAccess.REVEAL);
        try {
            home.write(FILE, pem);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        return key;
    }

    private static SigningKey parse(byte[] pem) {
        try {
            return SigningKey.fromPkcs8Pem(pem);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }
}
