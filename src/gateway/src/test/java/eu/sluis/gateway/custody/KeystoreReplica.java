package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A replica in a process of its own, which makes the first keys of many tenants. */
final class KeystoreReplica {

    private KeystoreReplica() {}

    /** The keystore, its custodian, and how many; prints each tenant. */
    public static void main(String[] arguments) {
        var bond = new KeystoreBond(new Digest(arguments[1]), Set.of());
        var keystore = new Keystore(Path.of(arguments[0]), List.of(), () -> bond);
        for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
            TenantId tenant = new TenantId(UUID.randomUUID());
            keystore.epoch(tenant);
            System.out.println("tenant " + tenant);
        }
    }

    static Process start(Path file, Digest custodian, int tenants) throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeystoreReplica.class.getName(),
                        file.toString(),
                        custodian.text(),
                        Integer.toString(tenants))
                .redirectErrorStream(true)
                .start();
    }
}
