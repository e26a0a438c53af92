package eu.sluis.gateway.custody;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;
import eu.sluis.seal.SecretAccess;
import eu.sluis.seal.SigningKey;
import eu.sluis.seal.WrappingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keystore file's JSON. Source: src/docs/formats/keystore.md.
 *
 * @param custodian the custodian's Ed25519 key as PKCS#8 PEM
 * @param keys the key-encryption keys
 */
record KeystoreContent(String type, byte[] custodian, List<Key> keys) {

    static final String TYPE = "sluis.keystore.v1";

    KeystoreContent {
        if (!TYPE.equals(type)) {
            throw new InvalidValue("the keystore must be of type " + TYPE);
        }
        Require.present(custodian, "custodian");
        keys = List.copyOf(Require.present(keys, "keys"));
    }

    /** One key-encryption key: 32 bytes. */
    record Key(TenantId tenant, int epoch, @JsonProperty("key") byte[] bytes) {

        Key {
            Require.present(tenant, "tenant");
            Require.within(epoch, 1, Integer.MAX_VALUE, "epoch");
            Require.present(bytes, "key");
        }

        @Override
        public String toString() {
            return "Key[" + tenant + ", epoch " + epoch + ", secret]";
        }
    }

    /** The secrets of these keys, which {@link #wipe} clears. */
    static KeystoreContent of(SigningKey custodian, Map<TenantEpoch, WrappingKey> keys) {
        List<Key> list = new ArrayList<>();
        new TreeMap<>(keys)
                .forEach((name, key) ->
                        list.add(
                                new Key(
                                        name.tenant(),
                                        name.epoch(),
                                        key.secret(SecretAccess.REVEAL))));
        return new KeystoreContent(TYPE, custodian.toPkcs8Pem(SecretAccess.REVEAL), list);
    }

    void wipe() {
        Arrays.fill(custodian, (byte) 0);
        keys.forEach(key -> Arrays.fill(key.bytes(), (byte) 0));
    }

    @Override
    public String toString() {
        return "KeystoreContent[secret]";
    }
}
