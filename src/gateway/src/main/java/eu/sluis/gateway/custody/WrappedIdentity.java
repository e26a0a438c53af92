package eu.sluis.gateway.custody;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.TenantId;
import java.util.Map;

/**
 * A dataset's identity as it rests in the database.
 *
 * @param label the exact canonical bytes of the dataset's label
 * @param wrapped AES-256-GCM under the tenant's key-encryption key of {@code epoch}
 */
public record WrappedIdentity(DatasetId dataset, byte[] label, int epoch, byte[] wrapped) {

    /**
     * What the wrapping is bound to: canonical JSON of tenant, dataset, epoch and label digest. An
     * edited label and a row moved to another dataset or tenant do not unwrap.
     */
    byte[] boundTo(TenantId tenant) {
        return Json.canonical(
                Map.of(
                        "type", "sluis.identity.v1",
                        "tenant", tenant,
                        "dataset", dataset,
                        "epoch", epoch,
                        "label", labelDigest()));
    }

    /** The digest of the label's bytes. */
    public Digest labelDigest() {
        return Digest.of(label);
    }

    /** The label. */
    public Label readLabel() {
        return Json.readCanonical(label, Label.class);
    }

    @Override
    public String toString() {
        return "WrappedIdentity[" + dataset + ", epoch " + epoch + "]";
    }
}
