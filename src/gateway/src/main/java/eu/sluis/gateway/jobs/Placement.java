package eu.sluis.gateway.jobs;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Custody;
import eu.sluis.contract.Digest;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.SiteAnswer;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.Residency;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.clusters.Clusters;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.sites.Home;
import eu.sluis.gateway.sites.Site;
import eu.sluis.gateway.sites.Sites;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Which sites a job may run at. */
@ApplicationScoped
class Placement {

    private final Sites sites;
    private final Home home;
    private final Clusters clusters;
    private final JobLabels labels;
    private final Audit audit;
    private final Clock clock;

    Placement(
            Sites sites, Home home, Clusters clusters, JobLabels labels, Audit audit, Clock clock) {
        this.sites = sites;
        this.home = home;
        this.clusters = clusters;
        this.labels = labels;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where a job may run. */
    sealed interface Decision {}

    /**
     * Somewhere.
     *
     * @param allowed the best first; never empty
     */
    record Placed(List<SiteName> allowed) implements Decision {

        Placed {
            allowed = List.copyOf(allowed);
        }
    }

    /** Nowhere; each site says why. */
    record Refused(List<SiteAnswer> answers) implements Decision {

        Refused {
            answers = List.copyOf(answers);
        }

        /** The first clause's reason. */
        String reason() {
            List<Clause> clauses = clauses();
            return clauses.isEmpty() ? "no site is registered" : clauses.getFirst().reason();
        }

        /** Every clause that refuses; its reason names the site. */
        List<Clause> clauses() {
            return answers.stream()
                    .flatMap(answer -> answer.refusing().stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * Decides by the labels and statements of now, and records the decision.
     *
     * @param point {@code placement} or {@code dispatch}
     * @param subject the job's id, or the intent's before there is a job
     */
    Decision decide(
            Handle handle, TenantScope scope, String point, UUID subject, RunIntent intent) {
        List<LabelSource> binding = labels.of(handle, scope, intent.project(), intent.inputs());
        LabelSource asked = LabelSource.intent(intent);
        List<SiteAnswer> answers = answers(handle, binding, asked, intent.purpose());
        // Ranked by name: load and speed are not known yet.
        List<SiteName> allowed =
                answers.stream().filter(SiteAnswer::allowed).map(SiteAnswer::site).toList();
        Refused refused = new Refused(answers);
        audit.decide(
                handle,
                scope,
                point,
                subject,
                allowed.isEmpty() ? nowhere(refused) : List.of(),
                inputs(binding, asked, intent, allowed));
        return allowed.isEmpty() ? refused : new Placed(allowed);
    }

    /** A gateway without sites refuses too, though no policy does. */
    private static List<Clause> nowhere(Refused refused) {
        return refused.answers().isEmpty()
                ? List.of(new Clause("gateway", "sites", "no site is registered"))
                : refused.clauses();
    }

    /**
     * What each site, lapsed or not, answers to these labels; by the sites' names.
     *
     * @param asked the intent's own wish, or the question's
     */
    List<SiteAnswer> answers(
            Handle handle, List<LabelSource> binding, LabelSource asked, String purpose) {
        Instant now = clock.instant();
        return sites.all(handle).stream()
                .map(site -> answer(site, binding, asked, purpose, now))
                .toList();
    }

    private SiteAnswer answer(
            Site site, List<LabelSource> binding, LabelSource asked, String purpose, Instant now) {
        List<Clause> refusing =
                new ArrayList<>(
                        Residency.atSite(
                                binding,
                                asked,
                                site.statement(),
                                home.place(Custody.MANAGED),
                                purpose,
                                now));
        if (clusters.of(site.name()).isEmpty()) {
            String source = "site " + site.name();
            refusing.add(new Clause(source, "cluster", "this gateway has no link to " + source));
        }
        return new SiteAnswer(
                site.name(), refusing.isEmpty(), refusing, Residency.decisive(refusing));
    }

    private static Map<String, Object> inputs(
            List<LabelSource> binding,
            LabelSource asked,
            RunIntent intent,
            List<SiteName> allowed) {
        List<LabelSource> all = new ArrayList<>(binding);
        all.add(asked);
        Map<String, Object> inputs = new TreeMap<>();
        inputs.put("intent", intent.id());
        inputs.put("allowed", allowed);
        inputs.put("labels", digests(all));
        return inputs;
    }

    /** The digest of each label, for the record of a decision. */
    static Map<String, Digest> digests(List<LabelSource> binding) {
        Map<String, Digest> digests = new TreeMap<>();
        binding.forEach(label -> digests.put(label.source(), label.label().digest()));
        return digests;
    }
}
