package eu.sluis.gateway.datasets;

import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.custody.OpenFacts;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.custody.ReleaseOutcome;
import eu.sluis.gateway.custody.Releases;
import eu.sluis.gateway.custody.SealedVersion;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.sites.Home;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Opens versions at their owner's side: verifies the intent and gathers what the verdict rests on.
 *
 * <p>It stands here and not in custody because it needs datasets and versions, on which custody
 * must not depend.
 */
@ApplicationScoped
class Openings {

    private final Reach reach;
    private final Callers callers;
    private final Authors authors;
    private final Datasets datasets;
    private final Versions versions;
    private final Releases releases;
    private final OpeningStore store;
    private final Home home;
    private final Clock clock;

    Openings(
            Reach reach,
            Callers callers,
            Authors authors,
            Datasets datasets,
            Versions versions,
            Releases releases,
            OpeningStore store,
            Home home,
            Clock clock) {
        this.reach = reach;
        this.callers = callers;
        this.authors = authors;
        this.datasets = datasets;
        this.versions = versions;
        this.releases = releases;
        this.store = store;
        this.home = home;
        this.clock = clock;
    }

    /**
     * Answers the current member's intent; the same bytes get the same answer, while policy and the
     * member's key still allow it.
     *
     * @throws ProblemException bad-signature unless a key that the member registered signed it;
     *     bad-document if it is not an open intent of this tenant for what is there; not-found if
     *     dataset or version are out of the member's reach; conflict if its id was used for another
     *     document
     */
    ReleaseOutcome open(Handle handle, TenantScope scope, Authored authored) {
        OpenIntent intent = read(scope, authored);
        ReleaseOutcome outcome;
        try {
            authors.requireOwn(handle, callers.member(), authored.key());
            outcome = open(handle, scope, authored, intent);
        } catch (ProblemException e) {
            Map<String, ?> asked = Map.of("intent", intent.id(), "version", intent.version());
            return releases.turnAway(handle, scope, e, intent.id().value(), asked);
        }
        if (outcome.settled()) {
            store.keep(handle, intent.id(), authored);
        }
        return outcome;
    }

    private ReleaseOutcome open(
            Handle handle, TenantScope scope, Authored authored, OpenIntent intent) {
        Dataset dataset = reach.used(handle, intent.dataset());
        requireRecipient(intent, dataset);
        SealedVersion version = version(handle, scope, intent);
        var facts =
                new OpenFacts(
                        intent,
                        true,
                        datasets.labels(handle, scope, dataset),
                        home.place(Custody.MANAGED),
                        false,
                        true,
                        clock.instant());
        return releases.open(handle, scope, authored.signed(), facts, version);
    }

    private static OpenIntent read(TenantScope scope, Authored authored) {
        OpenIntent intent;
        try {
            intent = Documents.open(authored.signed(), authored.key(), OpenIntent.class);
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the intent is not signed by the key given");
        } catch (InvalidValue e) {
            throw bad("the intent is malformed: " + e.detail());
        }
        if (!intent.tenant().equals(scope.tenant())) {
            throw bad("the intent is of another tenant");
        }
        return intent;
    }

    private static void requireRecipient(OpenIntent intent, Dataset dataset) {
        Recipient to;
        try {
            to = Recipient.parse(intent.recipient());
        } catch (InvalidValue e) {
            throw bad("the intent's recipient is malformed: " + e.detail());
        }
        if (dataset.recipient().postQuantum() && !to.postQuantum()) {
            throw bad("the intent's recipient must be hybrid (age1pq1…), as the dataset's is");
        }
    }

    private SealedVersion version(Handle handle, TenantScope scope, OpenIntent intent) {
        DatasetId dataset = intent.dataset();
        VersionId version = intent.version();
        Digest manifest = intent.manifest();
        return manifest == null
                ? versions.sealedOrOpen(handle, scope, dataset, version)
                : versions.sealed(handle, scope, new VersionRef(dataset, version, manifest));
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }
}
