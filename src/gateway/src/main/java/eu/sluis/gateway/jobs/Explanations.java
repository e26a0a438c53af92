package eu.sluis.gateway.jobs;

import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.api.Explanation;
import eu.sluis.contract.api.Question;
import eu.sluis.custody.LabelSource;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Answers which sites could run a job, from the very functions that place one. */
@ApplicationScoped
class Explanations {

    private final JobLabels labels;
    private final Placement placement;

    Explanations(JobLabels labels, Placement placement) {
        this.labels = labels;
        this.placement = placement;
    }

    Explanation explain(Handle handle, TenantScope scope, Question question) {
        List<LabelSource> binding =
                new ArrayList<>(labels.of(handle, scope, question.project(), question.inputs()));
        binding.add(new LabelSource("intent", wish(question)));
        return new Explanation(placement.answers(handle, binding, question.purpose()));
    }

    /** What an intent would narrow; without an end, as nothing is signed. */
    private static Label wish(Question question) {
        return new Label(
                question.zones(),
                new TreeSet<>(Set.of(Label.ANY)),
                new TreeSet<>(Set.of(Label.ANY)),
                question.evidence(),
                Custody.MANAGED,
                Egress.OWNER,
                Recipients.CLASSIC,
                null);
    }
}
