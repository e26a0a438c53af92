package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WrappingKeyTest {

    private final WrappingKey key = WrappingKey.generate();
    private final byte[] secret = AgeTest.random(78);
    private final byte[] aad = {1, 2, 3};

    @Test
    void unwrapsWhatItWrapped() throws OpenFailure {
        byte[] wrapped = key.wrap(secret, aad);

        assertThat(wrapped).hasSize(secret.length + 28);
        assertThat(key.unwrap(wrapped, aad)).isEqualTo(secret);
    }

    @Test
    void wrapsAnEmptySecretToo() throws OpenFailure {
        byte[] wrapped = key.wrap(new byte[0], aad);

        assertThat(wrapped).hasSize(28);
        assertThat(key.unwrap(wrapped, aad)).isEmpty();
    }

    @Test
    void isItsBytesAgain() throws OpenFailure {
        WrappingKey same = WrappingKey.copyOf(key.secret(SecretAccess.REVEAL));

        assertThat(same.unwrap(key.wrap(secret, aad), aad)).isEqualTo(secret);
    }

    @Test
    void refusesOtherAssociatedData() {
        byte[] wrapped = key.wrap(secret, aad);

        refuses(key, wrapped, new byte[] {1, 2, 4});
        refuses(key, wrapped, new byte[] {1, 2});
        refuses(key, wrapped, new byte[0]);
    }

    @Test
    void refusesAnotherKey() {
        refuses(WrappingKey.generate(), key.wrap(secret, aad), aad);
    }

    @Test
    void refusesEveryFlippedByteAndEveryCut() {
        byte[] wrapped = key.wrap(secret, aad);

        for (int at = 0; at < wrapped.length; at++) {
            byte[] changed = wrapped.clone();
            changed[at] ^= 1;
            refuses(key, changed, aad);
            refuses(key, Arrays.copyOf(wrapped, at), aad);
        }
        refuses(key, Arrays.copyOf(wrapped, wrapped.length + 1), aad);
    }

    @Test
    void neverUsesANonceTwice() {
        assertThat(Arrays.copyOf(key.wrap(secret, aad), 12))
                .isNotEqualTo(Arrays.copyOf(key.wrap(secret, aad), 12));
    }

    @Test
    void wrapsNothingAfterClose() {
        byte[] wrapped = key.wrap(secret, aad);

        key.close();

        assertThatThrownBy(() -> key.unwrap(wrapped, aad))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.wrap(secret, aad)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.secret(SecretAccess.REVEAL))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatThrownBy(() -> WrappingKey.copyOf(new byte[16])).isInstanceOf(InvalidValue.class);
    }

    private static void refuses(WrappingKey key, byte[] wrapped, byte[] aad) {
        assertThatThrownBy(() -> key.unwrap(wrapped, aad)).isInstanceOf(OpenFailure.class);
    }
}
