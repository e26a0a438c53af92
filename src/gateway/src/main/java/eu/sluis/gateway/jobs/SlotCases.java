package eu.sluis.gateway.jobs;

import eu.sluis.contract.Custody;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.OutputRef;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.ReleaseFacts;
import eu.sluis.gateway.custody.Releases;
import eu.sluis.gateway.custody.SealedVersion;
import eu.sluis.gateway.custody.SlotCase;
import eu.sluis.gateway.custody.SlotRequest;
import eu.sluis.gateway.datasets.Dataset;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.sites.Home;
import eu.sluis.gateway.sites.Site;
import eu.sluis.gateway.sites.Sites;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Gathers, in the transaction of a redemption, all that its verdict rests on. */
@ApplicationScoped
class SlotCases {

    private final Datasets datasets;
    private final Versions versions;
    private final Releases releases;
    private final JobLabels labels;
    private final Awaited awaited;
    private final Authors authors;
    private final Sites sites;
    private final Home home;
    private final Clock clock;

    SlotCases(
            Datasets datasets,
            Versions versions,
            Releases releases,
            JobLabels labels,
            Awaited awaited,
            Authors authors,
            Sites sites,
            Home home,
            Clock clock) {
        this.datasets = datasets;
        this.versions = versions;
        this.releases = releases;
        this.labels = labels;
        this.awaited = awaited;
        this.authors = authors;
        this.sites = sites;
        this.home = home;
        this.clock = clock;
    }

    /** The statement of an attempt's site, lapsed or not: the verdict looks at its end. */
    SiteStatement statement(Handle handle, LiveAttempt attempt) {
        return sites.all(handle).stream()
                .filter(site -> site.name().equals(attempt.site()))
                .findFirst()
                .map(Site::statement)
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemType.CUSTODY_REFUSED,
                                "the statement of the site does not verify any more"));
    }

    SlotCase gather(
            Handle handle,
            TenantScope scope,
            LiveAttempt attempt,
            JobRow job,
            SlotRequest request,
            EvidenceLevel evidence) {
        RunIntent intent = job.runIntent();
        Dataset theCase = datasets.find(handle, scope, intent.theCase());
        List<LabelSource> binding =
                new ArrayList<>(labels.of(handle, scope, intent.project(), intent.inputs()));
        binding.add(LabelSource.dataset(theCase.id(), theCase.label()));
        ReleaseFacts facts =
                new ReleaseFacts(
                        intent,
                        authors.inForce(handle, job),
                        binding,
                        statement(handle, attempt),
                        home.place(Custody.MANAGED),
                        current(attempt, job),
                        evidence,
                        null,
                        request.offered(),
                        releases.spent(handle, scope, job.id()),
                        job.cancelRequested(),
                        true,
                        clock.instant());
        SortedMap<String, VersionRef> outputs = outputs(handle, scope, intent);
        SlotGrant grant = grant(attempt, job, request.redemption(), evidence, theCase, outputs);
        return new SlotCase(facts, grant, sealed(handle, scope, intent, outputs.values()));
    }

    /** A slot that was redeemed is current too: the verdict tells a repetition by its keys. */
    private static boolean current(LiveAttempt attempt, JobRow job) {
        return attempt.state() != AttemptState.ENDED
                && attempt.fence() == job.fence()
                && job.ended() == null;
    }

    private static SlotGrant grant(
            LiveAttempt attempt,
            JobRow job,
            Redemption redemption,
            EvidenceLevel evidence,
            Dataset theCase,
            SortedMap<String, VersionRef> outputs) {
        return new SlotGrant(
                job.id(),
                job.number(),
                job.element(),
                attempt.id(),
                redemption.rank(),
                attempt.site(),
                redemption.key(),
                evidence,
                attempt.fence(),
                theCase.id(),
                outputs,
                new VersionId(UUID.randomUUID()),
                theCase.recipient().toString());
    }

    private SortedMap<String, VersionRef> outputs(
            Handle handle, TenantScope scope, RunIntent intent) {
        SortedMap<String, VersionRef> outputs = new TreeMap<>();
        for (Input input : intent.inputs()) {
            OutputRef output = input.output();
            if (output != null) {
                outputs.put(input.name(), awaited.output(handle, scope, output));
            }
        }
        return outputs;
    }

    private List<SealedVersion> sealed(
            Handle handle, TenantScope scope, RunIntent intent, Collection<VersionRef> outputs) {
        List<SealedVersion> sealed = new ArrayList<>();
        sealed.add(versions.sealed(handle, scope, intent.bundle()));
        for (Input input : intent.inputs()) {
            VersionRef version = input.version();
            if (version != null) {
                sealed.add(versions.sealed(handle, scope, version));
            }
        }
        for (VersionRef output : outputs) {
            sealed.add(versions.sealed(handle, scope, output));
        }
        return sealed;
    }
}
