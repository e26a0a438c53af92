package eu.sluis.gateway.custody;

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
import org.jboss.logging.Logger;

/**
 * The managed custodian's keys: its signing key, and a key-encryption key per tenant and epoch.
 *
 * <p>They live in a file outside the database. Guarantee: whoever has disks, database and backups
 * but not this file opens nothing. Limit: whoever runs the gateway has both. Safe for use by many
 * threads and by replicas that share the file: a key that is not known is looked for on disk first.
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
    Keystore(CustodyConfig config) {
        this(config.keystore(), config.apartFrom());
    }

    /** Opens the keystore, and makes it at first start. */
    Keystore(Path path, List<Path> apartFrom) {
        try {
            this.file = KeystoreFile.at(path, apartFrom);
            this.keys = file.locked(this::readOrMake);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the keystore (sluis.custody.keystore) cannot be read or made", e);
        }
    }

    private Keys readOrMake() throws IOException {
        Optional<Keys> there = read();
        if (there.isPresent()) {
            return there.get();
        }
        Keys fresh = new Keys(SigningKey.generate(), Map.of());
        file.write(KeystoreContent.of(fresh.custodian, fresh.wrapping));
        LOG.infof("event=keystore-made custodian=%s", fresh.custodian.publicKey().id());
        return fresh;
    }

    private Optional<Keys> read() throws IOException {
        return file.read()
                .map(content -> {
                    try {
                        return keys(content);
                    } finally {
                        content.wipe();
                    }
                });
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
        return read().orElseThrow(() -> new IOException("the keystore is gone"));
    }

    private Keys withLock(KeystoreFile.Work<Keys> work) {
        try {
            return file.locked(() -> {
                Keys now = work.run();
                keys = now;
                return now;
            });
        } catch (IOException e) {
            LOG.errorf(e, "event=keystore-unavailable");
            throw new ProblemException(ProblemType.UNAVAILABLE, "the keystore cannot be reached");
        }
    }
}
