package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.TenantId;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of the keystore that it belongs to.
 *
 * <p>Guarantee: a keystore is made anew only beside a database that holds nothing, and none but the
 * one it was bound to is used with it afterwards.
 *
 * @param custodian the digest of the custodian's public key; null before the first start
 * @param tenants all that the database knows
 */
record KeystoreBond(@Nullable Digest custodian, Set<TenantId> tenants) {

    /** The bond of a database that was never used. */
    static final KeystoreBond NONE = new KeystoreBond(null, Set.of());

    KeystoreBond {
        tenants = Set.copyOf(tenants);
    }

    /**
     * Returns if no keystore can have been lost.
     *
     * @throws IllegalStateException with what to do, otherwise
     */
    void requireUnused(Path path) {
        if (custodian != null || !tenants.isEmpty()) {
            throw KeystoreFile.refused(
                    "is missing at %s, but the database has %d tenants whose keys it holds%s; %s"
                            .formatted(path, tenants.size(), ofCustodian(), restore(path)));
        }
    }

    /**
     * Returns if the keystore at {@code path} is this database's.
     *
     * @param found the digest of its custodian's public key
     * @param keyed the tenants that it holds keys of
     * @throws IllegalStateException with what to do, otherwise
     */
    void requireHolds(Path path, Digest found, Set<TenantId> keyed) {
        if (custodian == null && !tenants.containsAll(keyed)) {
            throw KeystoreFile.refused(
                    "at %s holds keys of tenants that this database, which is new, does not know; if the database was lost, restore it from its backup; for a new home, name a new file"
                            .formatted(path));
        }
        if (custodian != null && !custodian.equals(found)) {
            throw KeystoreFile.refused(
                    "at %s is another's, of custodian %s; this database's is%s; %s"
                            .formatted(path, found, ofCustodian(), restore(path)));
        }
    }

    private String ofCustodian() {
        return custodian == null ? "" : " (of custodian " + custodian + ")";
    }

    private static String restore(Path path) {
        return "restore it from its own backup to %s (owner only: chmod 0600) and start again: a new one opens nothing of theirs"
                .formatted(path);
    }
}
