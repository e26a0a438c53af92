package eu.sluis.gateway.custody;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Clause;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.OpenFacts;
import eu.sluis.custody.Verdict;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Releases keys: asks the verdict, re-addresses, signs, and writes row, decision and leaf through
 * the handle of the act, so that all of it commits or none.
 *
 * <p>Guarantee: one slot, and one intent to open, is answered to one set of keys only, with the
 * same bytes however often it asks, and one leaf. A request is a row (asked, then answered or
 * refused); this managed custodian answers in the transaction that asks.
 */
@ApplicationScoped
public class Releases {

    private final ReleaseStore store;
    private final Custodian custodian;
    private final Audit audit;
    private final Clock clock;

    Releases(ReleaseStore store, Custodian custodian, Audit audit, Clock clock) {
        this.store = store;
        this.custodian = custodian;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is released if the verdict allows it. */
    private record Grant(
            IntentId intent,
            Signed document,
            String recipient,
            List<SealedVersion> versions,
            @Nullable SlotGrant slot) {}

    /**
     * Redeems a slot.
     *
     * <p>The same keys get the stored answer again. Other keys get nothing, and an alarm is
     * written. The caller commits whatever the outcome is, then calls {@link
     * ReleaseOutcome#orThrow}.
     *
     * @param assemble called at most once, after the intent was locked, and only if the slot was
     *     not redeemed before
     */
    public ReleaseOutcome redeem(
            Handle handle, TenantScope scope, SlotRequest request, Supplier<SlotCase> assemble) {
        store.lock(handle, request.intent());
        var redemption = request.redemption();
        Optional<StoredRelease> before =
                store.ofSlot(handle, redemption.attempt(), redemption.rank());
        if (before.isPresent()) {
            return before.get().keys().equals(request.offered())
                    ? again(before.get(), request.document())
                    : taken(handle, scope, request);
        }
        SlotCase theCase;
        try {
            theCase = assemble.get();
        } catch (ProblemException e) {
            return tampered(
                    handle,
                    scope,
                    e,
                    Map.of("attempt", redemption.attempt(), "intent", request.intent()));
        }
        theCase.requireFor(request);
        var grant =
                new Grant(
                        request.intent(),
                        request.document(),
                        redemption.recipient(),
                        theCase.versions(),
                        theCase.grant());
        Verdict verdict = Verdict.onSlot(theCase.facts());
        decide(
                handle,
                scope,
                redemption.attempt().value(),
                verdict,
                theCase.facts().labels(),
                grant);
        return conclude(
                handle,
                scope,
                verdict,
                grant,
                id -> store.ask(handle, id, request.intent(), redemption, request.offered()));
    }

    /**
     * Answers an intent to open; idempotent by the intent's id and bytes.
     *
     * @param document the intent as its author signed it
     * @throws ProblemException conflict if the same id came with other bytes before
     */
    public ReleaseOutcome open(
            Handle handle,
            TenantScope scope,
            Signed document,
            OpenFacts facts,
            SealedVersion version) {
        OpenIntent intent = facts.intent();
        var grant = new Grant(intent.id(), document, intent.recipient(), List.of(version), null);
        Verdict verdict = Verdict.onOpening(facts);
        decide(handle, scope, intent.version().value(), verdict, facts.labels(), grant);
        return conclude(
                handle,
                scope,
                verdict,
                grant,
                id -> store.ask(handle, id, intent.id(), intent.recipient(), document.digest()));
    }

    /**
     * The answer that an intent to open got before, if it did; afterwards nobody else answers it
     * until the transaction ends.
     *
     * @throws ProblemException conflict if the same id came with other bytes
     */
    public Optional<ReleaseOutcome> opened(Handle handle, IntentId intent, Signed document) {
        store.lock(handle, intent);
        return store.ofOpening(handle, intent)
                .map(before -> {
                    if (!before.keys().equals(document.digest())) {
                        throw new ProblemException(
                                ProblemType.CONFLICT,
                                "this intent's id was used for another document");
                    }
                    return again(before, document);
                });
    }

    /**
     * Writes a leaf about a row that is not as it was signed, so that its refusal is not silent.
     *
     * @param facts what was asked for
     * @throws ProblemException {@code problem} itself, if it is not custody-refused
     */
    public ReleaseOutcome tampered(
            Handle handle, TenantScope scope, ProblemException problem, Map<String, ?> facts) {
        if (problem.type() != ProblemType.CUSTODY_REFUSED) {
            throw problem;
        }
        Map<String, Object> leaf = new TreeMap<>(facts);
        leaf.put("problem", problem.type().code());
        leaf.put("detail", problem.detail());
        audit.append(handle, scope, "release.refused", leaf);
        return new ReleaseOutcome.Refused(problem, false);
    }

    /** How many slots of this job were given keys; to be asked under {@link #redeem}'s lock. */
    public int spent(Handle handle, TenantScope scope, JobId job) {
        return store.spent(handle, job);
    }

    /** The release that a slot was answered with; it certifies the runner's key. */
    public Optional<Signed> ofSlot(Handle handle, TenantScope scope, AttemptId attempt, int rank) {
        return store.ofSlot(handle, attempt, rank)
                .filter(StoredRelease.Answered.class::isInstance)
                .map(answered -> ((StoredRelease.Answered) answered).release());
    }

    private interface Ask {
        void as(ReleaseId id);
    }

    private ReleaseOutcome conclude(
            Handle handle, TenantScope scope, Verdict verdict, Grant grant, Ask ask) {
        ReleaseId id = new ReleaseId(UUID.randomUUID());
        return switch (verdict) {
            case Verdict.Releases _ -> release(handle, scope, id, grant, ask);
            case Verdict.Refuses refuses ->
                    refuse(
                            handle,
                            scope,
                            id,
                            grant,
                            ask,
                            new ProblemException(
                                    refuses.problem(), refuses.reason(), refuses.clauses()));
            case Verdict.Repeats _ ->
                    throw new IllegalStateException("a repeat was answered before the verdict");
        };
    }

    private ReleaseOutcome release(
            Handle handle, TenantScope scope, ReleaseId id, Grant grant, Ask ask) {
        SortedMap<String, byte[]> keyFiles;
        try {
            keyFiles = readdressed(scope, grant);
        } catch (ProblemException e) {
            if (e.type() != ProblemType.CUSTODY_REFUSED) {
                throw e;
            }
            return refuse(handle, scope, id, grant, ask, e);
        }
        Signed release = custodian.sign(document(scope, id, grant, keyFiles));
        ask.as(id);
        store.answer(handle, id, release, keyFiles);
        audit.append(handle, scope, "release.answered", facts(id, grant, release.digest()));
        return new ReleaseOutcome.Released(
                new ReleaseAnswer(release, grant.document(), keyFiles), true);
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

    private ReleaseOutcome refuse(
            Handle handle,
            TenantScope scope,
            ReleaseId id,
            Grant grant,
            Ask ask,
            ProblemException problem) {
        boolean bound = isFinal(problem.type());
        if (bound) {
            ask.as(id);
            store.refuse(handle, id, problem);
        }
        Map<String, Object> facts = facts(id, grant, null);
        facts.put("problem", problem.type().code());
        facts.put("detail", problem.detail());
        audit.append(handle, scope, "release.refused", facts);
        return new ReleaseOutcome.Refused(problem, bound);
    }

    /**
     * Whether a refusal settles the request. What an asker without evidence or without a current
     * slot brings about does not: else anyone who saw an attempt's name could spoil its slot.
     */
    private static boolean isFinal(ProblemType type) {
        return switch (type) {
            case EVIDENCE_REQUIRED, STALE_FENCE, UNAVAILABLE -> false;
            default -> true;
        };
    }

    private static ReleaseOutcome again(StoredRelease before, Signed document) {
        return switch (before) {
            case StoredRelease.Answered answered ->
                    new ReleaseOutcome.Released(
                            new ReleaseAnswer(answered.release(), document, answered.keyFiles()),
                            false);
            case StoredRelease.Refused refused ->
                    new ReleaseOutcome.Refused(
                            new ProblemException(refused.problem(), refused.detail()), true);
            case StoredRelease.Waiting _ ->
                    new ReleaseOutcome.Refused(
                            new ProblemException(
                                    ProblemType.UNAVAILABLE, "the custodian has not answered yet"),
                            false);
        };
    }

    private ReleaseOutcome taken(Handle handle, TenantScope scope, SlotRequest request) {
        audit.append(
                handle,
                scope,
                "slot.alarm",
                Map.of(
                        "attempt", request.redemption().attempt(),
                        "rank", request.redemption().rank(),
                        "offered", request.offered()));
        return new ReleaseOutcome.Refused(
                new ProblemException(
                        ProblemType.SLOT_TAKEN, "the slot was redeemed with other keys before"),
                true);
    }

    private void decide(
            Handle handle,
            TenantScope scope,
            UUID subject,
            Verdict verdict,
            List<LabelSource> labels,
            Grant grant) {
        Map<String, Object> inputs = new TreeMap<>();
        inputs.put("intent", grant.document().digest());
        inputs.put(
                "labels",
                labels.stream()
                        .map(source ->
                                Map.of("source", source.source(), "label", source.label().digest()))
                        .toList());
        List<Clause> refusing =
                verdict instanceof Verdict.Refuses refuses ? clauses(refuses) : List.of();
        String point = grant.slot() == null ? "open" : "release";
        audit.decide(handle, scope, point, subject, refusing, inputs);
    }

    /**
     * A refusal that no label speaks of is a clause too, else the decision would read as allowed.
     */
    private static List<Clause> clauses(Verdict.Refuses refuses) {
        return refuses.clauses().isEmpty()
                ? List.of(new Clause("custodian", refuses.problem().code(), refuses.reason()))
                : refuses.clauses();
    }

    private static Map<String, Object> facts(ReleaseId id, Grant grant, @Nullable Digest release) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("release", id);
        facts.put("intent", grant.intent());
        facts.put("intentDigest", grant.document().digest());
        facts.put("recipient", Digest.of(grant.recipient().getBytes(StandardCharsets.UTF_8)));
        facts.put("versions", grant.versions().stream().map(SealedVersion::version).toList());
        if (release != null) {
            facts.put("document", release);
        }
        if (grant.slot() != null) {
            facts.put("attempt", grant.slot().attempt());
            facts.put("rank", grant.slot().rank());
            facts.put("site", grant.slot().site());
            facts.put("evidence", grant.slot().evidence());
        }
        return facts;
    }
}
