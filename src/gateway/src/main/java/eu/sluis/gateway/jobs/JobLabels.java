package eu.sluis.gateway.jobs;

import eu.sluis.contract.Label;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.document.Input;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.Labels;
import eu.sluis.gateway.datasets.Dataset;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.tenants.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The labels that bind a job: the tenant's, its project's, and each input's with that of the
 * project which the input belongs to. Each once, so that one refusal is one clause.
 */
@ApplicationScoped
class JobLabels {

    private final Policies policies;
    private final Datasets datasets;

    JobLabels(Policies policies, Datasets datasets) {
        this.policies = policies;
        this.datasets = datasets;
    }

    /**
     * The labels as they are now.
     *
     * @throws eu.sluis.contract.ProblemException not-found without such a project or input;
     *     custody-refused if a row is not as the custodian signed it
     */
    List<LabelSource> of(Handle handle, TenantScope scope, ProjectId project, List<Input> inputs) {
        Map<String, LabelSource> bySource = new TreeMap<>();
        add(bySource, LabelSource.tenant(policies.ofTenant(handle, scope)));
        add(bySource, LabelSource.project(policies.ofProjectAlone(handle, scope, project)));
        for (Input input : inputs) {
            Dataset dataset = datasets.find(handle, scope, input.dataset());
            add(bySource, LabelSource.dataset(dataset.id(), dataset.label()));
            if (!dataset.project().equals(project)) {
                Label label = policies.ofProjectAlone(handle, scope, dataset.project());
                add(bySource, new LabelSource("project " + dataset.project(), label));
            }
        }
        return List.copyOf(bySource.values());
    }

    private static void add(Map<String, LabelSource> bySource, LabelSource label) {
        bySource.put(label.source(), label);
    }

    /** What all of them allow: the label of the job's case. */
    static Label meet(List<LabelSource> labels) {
        return Labels.meet(labels.stream().map(LabelSource::label).toList());
    }
}
