package eu.sluis.contract.document;

import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The custodian's answer to a slot or to an open intent: which key files were re-addressed to whom.
 *
 * <p>For a slot it also certifies the runner's key and names the recipient of the outputs.
 *
 * @param intent the id of the intent and, in {@code intentDigest}, of its exact bytes
 * @param recipient where the key files were re-addressed to
 * @param keyFiles for each version the digest of the re-addressed key file
 * @param slot absent for an open intent
 */
public record Release(
        ReleaseId id,
        TenantId tenant,
        IntentId intent,
        Digest intentDigest,
        String recipient,
        SortedMap<String, Digest> keyFiles,
        @Nullable SlotGrant slot,
        Instant issued)
        implements Document {

    public Release {
        Require.present(id, "id");
        Require.present(tenant, "tenant");
        Require.present(intent, "intent");
        Require.present(intentDigest, "intentDigest");
        Require.present(recipient, "recipient");
        keyFiles =
                Collections.unmodifiableSortedMap(
                        new TreeMap<>(Require.present(keyFiles, "keyFiles")));
        keyFiles.keySet().forEach(VersionId::of);
        Require.present(issued, "issued");
    }
}
