package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.Release;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Settles requests that were decided: row, leaf and answer through one handle. */
@ApplicationScoped
class Answers {

    private final ReleaseStore store;
    private final Custodian custodian;
    private final Traces traces;
    private final Clock clock;

    Answers(ReleaseStore store, Custodian custodian, Traces traces, Clock clock) {
        this.store = store;
        this.custodian = custodian;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Re-addresses, signs, stores, and writes the leaf; refuses if the stored keys do not open.
     *
     * @throws ProblemException if the keystore cannot be reached: nothing is settled then
     */
    ReleaseOutcome release(Handle handle, TenantScope scope, Grant grant) {
        SortedMap<String, byte[]> keyFiles;
        try {
            keyFiles = readdressed(scope, grant);
        } catch (ProblemException e) {
            if (e.type() != ProblemType.CUSTODY_REFUSED) {
                throw e;
            }
            return refuse(handle, scope, grant, e);
        }
        ReleaseId id = new ReleaseId(UUID.randomUUID());
        Signed release = custodian.sign(document(scope, id, grant, keyFiles));
        store.ask(handle, id, grant);
        store.answer(handle, id, release, keyFiles);
        traces.answered(handle, scope, id, grant, release.digest());
        return new ReleaseOutcome.Released(
                new ReleaseAnswer(release, grant.document(), keyFiles), true);
    }

    /** Refuses for good: these keys, or this intent, are never answered otherwise. */
    ReleaseOutcome refuse(Handle handle, TenantScope scope, Grant grant, ProblemException problem) {
        ReleaseId id = new ReleaseId(UUID.randomUUID());
        store.ask(handle, id, grant);
        store.refuse(handle, id, problem);
        traces.refused(handle, scope, id, grant, problem);
        return new ReleaseOutcome.Refused(problem, true);
    }

    private SortedMap<String, byte[]> readdressed(TenantScope scope, Grant grant) {
        Recipient to = Recipient.parse(grant.recipient());
        SortedMap<String, byte[]> keyFiles = new TreeMap<>();
        for (SealedVersion version : grant.versions()) {
            keyFiles.put(version.version().toString(), custodian.readdress(scope, version, to));
        }
        return keyFiles;
    }

    private Release document(
            TenantScope scope, ReleaseId id, Grant grant, SortedMap<String, byte[]> keyFiles) {
        SortedMap<String, Digest> digests = new TreeMap<>();
        keyFiles.forEach((version, bytes) -> digests.put(version, Digest.of(bytes)));
        return new Release(
                id,
                scope.tenant(),
                grant.intent(),
                grant.document().digest(),
                grant.recipient(),
                digests,
                grant.slot(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
