package eu.sluis.gateway.jobs;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Custody;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.custody.Documents;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.Residency;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.sites.Home;
import eu.sluis.gateway.tenants.SigningKeys;
import eu.sluis.seal.BadSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Accepts jobs: from then on they are the gateway's to bring to an end.
 *
 * <p>Guarantee: verdict, number, row and leaf commit together, and the same intent is accepted
 * once.
 */
@ApplicationScoped
class Acceptance {

    private final JobStore jobs;
    private final Awaited awaited;
    private final JobLabels labels;
    private final Materials materials;
    private final Placement placement;
    private final SigningKeys keys;
    private final Home home;
    private final Audit audit;
    private final Clock clock;

    Acceptance(
            JobStore jobs,
            Awaited awaited,
            JobLabels labels,
            Materials materials,
            Placement placement,
            SigningKeys keys,
            Home home,
            Audit audit,
            Clock clock) {
        this.jobs = jobs;
        this.awaited = awaited;
        this.labels = labels;
        this.materials = materials;
        this.placement = placement;
        this.keys = keys;
        this.home = home;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of a submission: a value, so that a refusal's decision and leaf commit too. */
    sealed interface Outcome {

        /**
         * It is ours.
         *
         * @param first false if it was accepted before
         */
        record Accepted(JobView job, boolean first) implements Outcome {}

        /** Policy refuses it; nothing is kept but the verdict and a leaf. */
        record Refused(ProblemException problem) implements Outcome {}
    }

    /**
     * Accepts an intent, or says why not.
     *
     * @throws ProblemException bad-signature, bad-document, intent-expired, conflict, not-found,
     *     too-large or does-not-fit: nothing is kept then
     */
    Outcome accept(Handle handle, TenantScope scope, Actor.Member author, Authored authored) {
        RunIntent intent = open(handle, author, authored);
        if (!intent.tenant().equals(scope.tenant())) {
            throw bad("the intent is for another tenant");
        }
        jobs.serialize(handle, "intent " + intent.id());
        Optional<JobRow> before = jobs.byIntent(handle, intent.id());
        if (before.isPresent()) {
            return again(before.get(), author, authored);
        }
        if (!author.projects().contains(intent.project())) {
            throw Problems.absent();
        }
        if (!clock.instant().isBefore(intent.notAfter())) {
            throw new ProblemException(
                    ProblemType.INTENT_EXPIRED, "the intent ended at " + intent.notAfter());
        }
        if (intent.network() != NetworkClass.NONE) {
            throw bad("network class job is not built: ask for none");
        }
        return decide(handle, scope, author, intent, authored);
    }

    private RunIntent open(Handle handle, Actor.Member author, Authored authored) {
        boolean own =
                keys.find(handle, authored.key().id())
                        .filter(key -> key.issuer().equals(author.issuer()))
                        .filter(key -> key.subject().equals(author.subject()))
                        .isPresent();
        if (!own) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE,
                    "you have registered no such key, or it was revoked");
        }
        try {
            return Documents.open(authored.signed(), authored.key(), RunIntent.class);
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the intent is not signed by the key given");
        } catch (InvalidValue e) {
            throw bad("the intent is malformed: " + e.detail());
        }
    }

    private static Outcome again(JobRow before, Actor.Member author, Authored authored) {
        boolean same =
                before.intent().digest().equals(authored.signed().digest())
                        && author.projects().contains(before.project());
        if (!same) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "this intent's id was used for another document");
        }
        return new Outcome.Accepted(before.view(), false);
    }

    private Outcome decide(
            Handle handle,
            TenantScope scope,
            Actor.Member author,
            RunIntent intent,
            Authored authored) {
        awaited.require(handle, author, intent);
        List<LabelSource> binding = labels.of(handle, scope, intent.project(), intent.inputs());
        materials.require(handle, scope, author, intent, binding);
        requireFreshCase(handle, intent);
        List<Clause> atHome =
                Residency.refusals(
                        binding, home.place(Custody.MANAGED), intent.purpose(), clock.instant());
        UUID subject = intent.id().value();
        Map<String, ?> inputs =
                Map.of(
                        "intent", authored.signed().digest(),
                        "labels", Placement.digests(binding));
        audit.decide(handle, scope, "accept", subject, atHome, inputs);
        if (!atHome.isEmpty()) {
            return refuse(handle, scope, intent, atHome);
        }
        return switch (placement.decide(handle, scope, "placement", subject, intent)) {
            case Placement.Refused refused -> refuse(handle, scope, intent, refused.clauses());
            case Placement.Placed placed -> store(handle, scope, intent, authored, placed);
        };
    }

    /** A case takes one job's bundle, logs and outputs. */
    private void requireFreshCase(Handle handle, RunIntent intent) {
        jobs.serialize(handle, "case " + intent.theCase());
        if (jobs.hasCase(handle, intent.theCase())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "the case is another job's: make a new one");
        }
    }

    private Outcome store(
            Handle handle,
            TenantScope scope,
            RunIntent intent,
            Authored authored,
            Placement.Placed placed) {
        SiteName site = placed.allowed().getFirst();
        awaited.insert(handle, intent);
        JobRow job =
                jobs.insert(
                        handle,
                        intent,
                        authored.signed(),
                        authored.key().id(),
                        site,
                        waitsFor(intent));
        audit.append(
                handle,
                scope,
                "job.accepted",
                Map.of(
                        "job", job.id(),
                        "number", job.number(),
                        "intent", intent.id(),
                        "intentDigest", authored.signed().digest(),
                        "elements", intent.elements(),
                        "key", authored.key().id(),
                        "site", site));
        FaultPoint.ACCEPTING.reach();
        return new Outcome.Accepted(job.view(), true);
    }

    private static @Nullable String waitsFor(RunIntent intent) {
        Instant notBefore = intent.notBefore();
        if (notBefore != null) {
            return "begins at " + notBefore;
        }
        boolean others =
                !intent.after().isEmpty()
                        || intent.inputs().stream().anyMatch(input -> input.output() != null);
        return others ? "waits for other jobs" : null;
    }

    private Outcome refuse(
            Handle handle, TenantScope scope, RunIntent intent, List<Clause> clauses) {
        String reason = clauses.isEmpty() ? "no site is registered" : clauses.getFirst().reason();
        audit.append(handle, scope, "job.refused", Map.of("intent", intent.id(), "reason", reason));
        return new Outcome.Refused(
                new ProblemException(ProblemType.REFUSED_BY_POLICY, reason, clauses));
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }
}
