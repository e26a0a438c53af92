package eu.sluis.gateway.custody;

import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Document;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.tenants.Policy;
import eu.sluis.gateway.tenants.PolicySigner;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SecretAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * The managed custodian: makes dataset identities, re-addresses key files, signs its word.
 *
 * <p>It decides nothing: {@link Releases} asks the verdict first. Identities exist in clear only
 * while one of these methods runs. Safe for use by many threads.
 */
@ApplicationScoped
public class Custodian implements PolicySigner {

    private static final Logger LOG = Logger.getLogger(Custodian.class);

    private final Keystore keystore;

    Custodian(Keystore keystore) {
        this.keystore = keystore;
    }

    @Override
    public PublicKey publicKey() {
        return keystore.custodian().publicKey();
    }

    /**
     * Signs a policy's exact bytes.
     *
     * @throws eu.sluis.contract.InvalidValue if they are not the canonical form of a {@link
     *     Policy}: nothing else is signed unread
     */
    @Override
    public Signed sign(byte[] document) {
        Json.readCanonical(document, Policy.class);
        return keystore.custodian().sign(document);
    }

    /** Signs the canonical bytes of a document. */
    public Signed sign(Document document) {
        return Documents.sign(keystore.custodian(), document);
    }

    /**
     * Reads a document that this custodian signed.
     *
     * @throws ProblemException custody-refused if it did not, or not these bytes
     */
    public <T extends Document> T open(Signed signed, Class<T> type) {
        try {
            return Documents.open(signed, publicKey(), type);
        } catch (BadSignature e) {
            throw refused("what is stored is not what the custodian signed");
        }
    }

    /**
     * Makes the identity of a dataset: random, wrapped, bound to dataset and label; hybrid, or
     * classic where the label says so.
     *
     * @throws ProblemException refused-by-policy if the label demands a tenant-held key, which this
     *     custodian is not
     */
    public NewIdentity newDatasetIdentity(TenantScope scope, DatasetId dataset, Label label) {
        if (label.custody() != Custody.MANAGED) {
            throw new ProblemException(
                    ProblemType.REFUSED_BY_POLICY,
                    "the label demands that the tenant holds the keys; this gateway has managed custody only");
        }
        byte[] labelBytes = Json.canonical(label);
        int epoch = keystore.epoch(scope.tenant());
        try (Identity identity = generate(label.recipients())) {
            var bare = new WrappedIdentity(dataset, labelBytes, epoch, new byte[0]);
            byte[] wrapped = wrap(scope, identity, bare);
            var recipient =
                    new DatasetRecipient(
                            scope.tenant(),
                            dataset,
                            label.digest(),
                            identity.recipient().toString());
            return new NewIdentity(
                    new WrappedIdentity(dataset, labelBytes, epoch, wrapped), sign(recipient));
        }
    }

    private static Identity generate(Recipients kind) {
        return switch (kind) {
            case HYBRID -> Identity.generate();
            case CLASSIC -> Identity.generateX25519();
        };
    }

    private byte[] wrap(TenantScope scope, Identity identity, WrappedIdentity bare) {
        byte[] secret = identity.secret(SecretAccess.REVEAL);
        try {
            return keystore.key(scope.tenant(), bare.epoch())
                    .wrap(secret, bare.boundTo(scope.tenant()));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Writes the key file's header anew, for {@code to} alone. The payload is not opened.
     *
     * @throws ProblemException custody-refused if the identity does not unwrap (its label was
     *     edited, or its row is another dataset's or tenant's), or does not open the key file
     * @throws eu.sluis.contract.InvalidValue if {@code to} is classic and the identity is not
     */
    byte[] readdress(TenantScope scope, SealedVersion version, Recipient to) {
        try (Identity identity = unwrap(scope, version.identity())) {
            return KeyFile.readdress(version.keyFile(), identity, to);
        } catch (OpenFailure e) {
            LOG.errorf(
                    "event=custody-refused version=%s dataset=%s reason=%s",
                    version.version(), version.identity().dataset(), e.reason());
            throw refused(
                    "the identity does not open the key file of version " + version.version());
        }
    }

    private Identity unwrap(TenantScope scope, WrappedIdentity identity) {
        byte[] secret = new byte[0];
        try {
            secret =
                    keystore.key(scope.tenant(), identity.epoch())
                            .unwrap(identity.wrapped(), identity.boundTo(scope.tenant()));
            return Identity.parse(secret);
        } catch (OpenFailure e) {
            LOG.errorf(
                    "event=custody-refused dataset=%s epoch=%d",
                    identity.dataset(), identity.epoch());
            throw refused(
                    "the identity of dataset "
                            + identity.dataset()
                            + " does not unwrap: it or its label was changed");
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.CUSTODY_REFUSED, detail);
    }
}
