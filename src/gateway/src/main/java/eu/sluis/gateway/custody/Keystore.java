package eu.sluis.gateway.custody;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.seal.SigningKey;
import eu.sluis.seal.WrappingKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The managed custodian's keys: its signing key, and a key-encryption key per tenant and epoch.
 *
 * <p>They live in a file outside the database. Guarantee: whoever has disks, database and backups
 * but not this file opens nothing. Limit: whoever runs the gateway has both. Safe for use by many
 * threads and by replicas that share the file: a key that is not known is looked for on disk first.
 * A lost or foreign keystore is never replaced by a new one: the start is refused ({@link
 * KeystoreBond}).
 */
@Startup
@ApplicationScoped
public class Keystore {

    private static final Logger LOG = Logger.getLogger(Keystore.class);

    private final KeystoreFile file;
    private volatile Keys keys;

    /** The keys at one moment. */
    private record Keys(SigningKey custodian, Map<TenantEpoch, WrappingKey> wrapping) {}

    @Inject
    Keystore(CustodyConfig config, KeystoreBonds bonds) {
        this(config.keystore(), config.apartFrom(), bonds::read);
        bonds.bind(custodian().publicKey().id());
        requireBound(bonds.read(), keys);
    }

    /**
     * Opens the keystore, and makes it at first start.
     *
     * @throws IllegalStateException with what to do, if it is not to be used, or is lost
     */
    Keystore(Path path, List<Path> apartFrom, Supplier<KeystoreBond> bond) {
        try {
            this.file = KeystoreFile.at(path, apartFrom);
            this.keys = file.locked(() -> readOrMake(bond.get()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the keystore (sluis.custody.keystore) cannot be read or made", e);
        }
    }

    private Keys readOrMake(KeystoreBond bond) throws IOException {
        Optional<Keys> there = read();
        if (there.isPresent()) {
            requireBound(bond, there.get());
            return there.get();
        }
        bond.requireUnused(file.path());
        Keys fresh = new Keys(SigningKey.generate(), Map.of());
        file.write(KeystoreContent.of(fresh.custodian, fresh.wrapping));
        LOG.infof("event=keystore-made custodian=%s", fresh.custodian.publicKey().id());
        return fresh;
    }

    private void requireBound(KeystoreBond bond, Keys found) {
        bond.requireHolds(
                file.path(),
                found.custodian.publicKey().id(),
                found.wrapping.keySet().stream()
                        .map(TenantEpoch::tenant)
                        .collect(Collectors.toSet()));
    }

    private Optional<Keys> read() throws IOException {
        try {
            return file.read().map(Keystore::keysOf);
        } catch (InvalidValue e) {
            throw KeystoreFile.refused(
                    "at %s is empty or damaged (%s); restore it from its own backup, chmod 0600, and start again"
                            .formatted(file.path(), e.detail()));
        }
    }

    private static Keys keysOf(KeystoreContent content) {
        try {
            return keys(content);
        } finally {
            content.wipe();
        }
    }

    private static Keys keys(KeystoreContent content) {
        Map<TenantEpoch, WrappingKey> wrapping = new TreeMap<>();
        for (KeystoreContent.Key key : content.keys()) {
            wrapping.put(
                    new TenantEpoch(key.tenant(), key.epoch()), WrappingKey.copyOf(key.bytes()));
        }
        return new Keys(SigningKey.fromPkcs8Pem(content.custodian()), Map.copyOf(wrapping));
    }

    /** The key that signs recipients, policies and releases. */
    SigningKey custodian() {
        return keys.custodian;
    }

    /**
     * The tenant's present epoch, whose key exists on return.
     *
     * @throws ProblemException unavailable if the keystore cannot be read or written
     */
    int epoch(TenantId tenant) {
        int known = highest(keys, tenant);
        return known > 0 ? known : highest(withLock(() -> withFirstEpoch(tenant)), tenant);
    }

    /**
     * The key of an epoch.
     *
     * @throws ProblemException custody-refused if there is no such key: it was destroyed, or never
     *     was
     */
    WrappingKey key(TenantId tenant, int epoch) {
        TenantEpoch name = new TenantEpoch(tenant, epoch);
        WrappingKey known = keys.wrapping.get(name);
        if (known == null) {
            known = withLock(this::reread).wrapping.get(name);
        }
        if (known == null) {
            throw new ProblemException(
                    ProblemType.CUSTODY_REFUSED, "the key of this epoch is not held here");
        }
        return known;
    }

    private static int highest(Keys keys, TenantId tenant) {
        return keys.wrapping.keySet().stream()
                .filter(name -> name.tenant().equals(tenant))
                .mapToInt(TenantEpoch::epoch)
                .max()
                .orElse(0);
    }

    private Keys withFirstEpoch(TenantId tenant) throws IOException {
        Keys there = reread();
        if (highest(there, tenant) > 0) {
            return there;
        }
        Map<TenantEpoch, WrappingKey> more = new TreeMap<>(there.wrapping);
        more.put(new TenantEpoch(tenant, 1), WrappingKey.generate());
        file.write(KeystoreContent.of(there.custodian, more));
        return new Keys(there.custodian, Map.copyOf(more));
    }

    private Keys reread() throws IOException {
        Keys there = read().orElseThrow(() -> new IOException("the keystore is gone"));
        if (!there.custodian.publicKey().equals(custodian().publicKey())) {
            throw new IOException("the keystore was replaced by another custodian's");
        }
        return there;
    }

    private Keys withLock(KeystoreFile.Work<Keys> work) {
        try {
            return file.locked(() -> {
                Keys now = work.run();
                keys = now;
                return now;
            });
        } catch (IOException | IllegalStateException e) {
            LOG.errorf(e, "event=keystore-unavailable");
            throw new ProblemException(ProblemType.UNAVAILABLE, "the keystore cannot be reached");
        }
    }
}
