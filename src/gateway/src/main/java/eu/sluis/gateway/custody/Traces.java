package eu.sluis.gateway.custody;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Digest;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ReleaseId;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.OpenFacts;
import eu.sluis.custody.Place;
import eu.sluis.custody.ReleaseFacts;
import eu.sluis.custody.Residency;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.audit.Tally;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What a tenant can see later of each request for a key: leaves and decisions. */
@ApplicationScoped
class Traces {

    private final Audit audit;
    private final Tally tally;

    Traces(Audit audit, Tally tally) {
        this.audit = audit;
        this.tally = tally;
    }

    /** A leaf: keys were released. */
    void answered(Handle handle, TenantScope scope, ReleaseId id, Grant grant, Digest document) {
        Map<String, Object> facts = facts(grant);
        facts.put("release", id);
        facts.put("document", document);
        audit.append(handle, scope, "release.answered", facts);
    }

    /** A leaf: this request was refused for good. */
    void refused(
            Handle handle, TenantScope scope, ReleaseId id, Grant grant, ProblemException problem) {
        Map<String, Object> facts = facts(grant);
        facts.put("release", id);
        audit.append(handle, scope, "release.refused", with(facts, problem));
    }

    /** A leaf, as the count doubles: refused now, which settles nothing. */
    boolean turnedAway(Handle handle, TenantScope scope, Grant grant, ProblemException problem) {
        return turnedAway(handle, scope, grant.subject(), facts(grant), problem);
    }

    /** The same, where it could not even be gathered what was asked for. */
    boolean turnedAway(
            Handle handle,
            TenantScope scope,
            UUID subject,
            Map<String, ?> asked,
            ProblemException problem) {
        String kind = "release.refused " + problem.type().code();
        OptionalLong count = tally.add(handle, subject, kind);
        count.ifPresent(n -> {
            Map<String, Object> facts = with(asked, problem);
            facts.put("count", n);
            audit.append(handle, scope, "release.refused", facts);
        });
        return count.isPresent();
    }

    /** A leaf, as the count doubles: somebody came with other keys than those of the slot. */
    void alarm(Handle handle, TenantScope scope, SlotRequest request) {
        var redemption = request.redemption();
        tally.add(handle, redemption.attempt().value(), "slot.alarm")
                .ifPresent(n ->
                        audit.append(
                                handle,
                                scope,
                                "slot.alarm",
                                Map.of(
                                        "attempt", redemption.attempt(),
                                        "rank", redemption.rank(),
                                        "offered", request.offered(),
                                        "count", n)));
    }

    /** The decisions on a redemption: residency's word on its own, and the custodian's. */
    void redeemed(
            Handle handle,
            TenantScope scope,
            Grant grant,
            ReleaseFacts facts,
            List<Clause> refusing) {
        Place site = Place.site(facts.site(), facts.home().custody());
        List<Clause> ofSite =
                Residency.refusals(facts.labels(), site, facts.intent().purpose(), facts.now());
        Map<String, Object> inputs = inputs(grant, facts.labels());
        inputs.put("site", facts.site().site());
        inputs.put("offered", facts.offered());
        audit.decide(handle, scope, "redemption", grant.subject(), ofSite, inputs);
        audit.decide(handle, scope, "release", grant.subject(), refusing, inputs);
    }

    /** The decision on an opening. */
    void opened(
            Handle handle, TenantScope scope, Grant grant, OpenFacts facts, List<Clause> refusing) {
        UUID version = facts.intent().version().value();
        audit.decide(handle, scope, "open", version, refusing, inputs(grant, facts.labels()));
    }

    private static Map<String, Object> inputs(Grant grant, List<LabelSource> labels) {
        Map<String, Object> inputs = new TreeMap<>();
        inputs.put("intent", grant.document().digest());
        inputs.put(
                "labels",
                labels.stream()
                        .map(source ->
                                Map.of("source", source.source(), "label", source.label().digest()))
                        .toList());
        return inputs;
    }

    private static Map<String, Object> with(Map<String, ?> facts, ProblemException problem) {
        Map<String, Object> all = new TreeMap<>(facts);
        all.put("problem", problem.type().code());
        all.put("detail", problem.detail());
        return all;
    }

    private static Map<String, Object> facts(Grant grant) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("intent", grant.intent());
        facts.put("intentDigest", grant.document().digest());
        facts.put("recipient", Digest.of(grant.recipient().getBytes(StandardCharsets.UTF_8)));
        facts.put("versions", grant.versions().stream().map(SealedVersion::version).toList());
        if (grant.slot() != null) {
            facts.put("attempt", grant.slot().attempt());
            facts.put("rank", grant.slot().rank());
            facts.put("site", grant.slot().site());
            facts.put("evidence", grant.slot().evidence());
        }
        return facts;
    }
}
