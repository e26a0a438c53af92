package eu.sluis.gateway.jobs;

import eu.sluis.contract.api.Explanation;
import eu.sluis.contract.api.Question;
import eu.sluis.custody.LabelSource;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
        List<LabelSource> binding = labels.of(handle, scope, question.project(), question.inputs());
        LabelSource asked = LabelSource.question(question);
        return new Explanation(placement.answers(handle, binding, asked, question.purpose()));
    }
}
