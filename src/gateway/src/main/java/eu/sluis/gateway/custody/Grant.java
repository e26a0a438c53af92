package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.SlotGrant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, and is given if the verdict allows it.
 *
 * @param document the intent as its author signed it
 * @param keys the digest of what the answer is bound to: the runner's two keys, or the whole
 *     document of an intent to open
 * @param slot absent for an opening
 */
record Grant(
        IntentId intent,
        Signed document,
        String recipient,
        Digest keys,
        List<SealedVersion> versions,
        @Nullable SlotGrant slot) {

    Grant {
        versions = List.copyOf(versions);
    }

    /** Of a version, to whom an intent to open names. */
    static Grant opening(OpenIntent intent, Signed document, SealedVersion version) {
        return new Grant(
                intent.id(),
                document,
                intent.recipient(),
                document.digest(),
                List.of(version),
                null);
    }

    /** What leaves about it are counted under. */
    UUID subject() {
        return slot == null ? intent.value() : slot.attempt().value();
    }

    @Nullable UUID attempt() {
        return slot == null ? null : slot.attempt().value();
    }

    @Nullable Integer rank() {
        return slot == null ? null : slot.rank();
    }

    @Nullable PublicKey runnerKey() {
        return slot == null ? null : slot.runnerKey();
    }
}
