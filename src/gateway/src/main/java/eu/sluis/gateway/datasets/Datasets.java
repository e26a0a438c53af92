package eu.sluis.gateway.datasets;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Input;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.Labels;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.custody.Custodian;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.tenants.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Datasets and cases: each with one label and one identity, both for life.
 *
 * <p>Whoever calls has checked that the caller may see or work in the project.
 */
@ApplicationScoped
public class Datasets {

    private final DatasetStore store;
    private final VersionStore versions;
    private final Custodian custodian;
    private final Policies policies;
    private final Audit audit;
    private final Clock clock;

    Datasets(
            DatasetStore store,
            VersionStore versions,
            Custodian custodian,
            Policies policies,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.versions = versions;
        this.custodian = custodian;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a dataset; its label is the meet of tenant, project and the one that is asked for.
     *
     * @throws ProblemException conflict if the project has one of that name
     * @throws eu.sluis.contract.InvalidValue if the name could be taken for another
     */
    public DatasetView make(Handle handle, TenantScope scope, NewDataset fresh) {
        Label label =
                Labels.meet(policies.ofProject(handle, scope, fresh.project()), fresh.label());
        String name = Names.requireDistinct(fresh.name());
        DatasetId id = new DatasetId(UUID.randomUUID());
        return insert(handle, scope, id, fresh.project(), DatasetKind.DATASET, name, label);
    }

    /**
     * Makes the case of a job; its label is the meet of tenant, project and every input's.
     *
     * @throws ProblemException not-found if there is no such input
     */
    public DatasetView makeCase(Handle handle, TenantScope scope, NewCase fresh) {
        List<Label> labels = new ArrayList<>();
        labels.add(policies.ofProject(handle, scope, fresh.project()));
        for (Input input : fresh.inputs()) {
            Dataset dataset = find(handle, scope, input.dataset());
            labels(handle, scope, dataset).forEach(source -> labels.add(source.label()));
        }
        DatasetId id = new DatasetId(UUID.randomUUID());
        return insert(
                handle,
                scope,
                id,
                fresh.project(),
                DatasetKind.CASE,
                "case-" + id,
                Labels.meet(labels));
    }

    private DatasetView insert(
            Handle handle,
            TenantScope scope,
            DatasetId id,
            ProjectId project,
            DatasetKind kind,
            String name,
            Label label) {
        var identity = custodian.newDatasetIdentity(scope, id, label);
        var row =
                new DatasetRow(
                        project,
                        kind,
                        name,
                        identity.recipient(),
                        identity.identity(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!store.insert(handle, row)) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "the project has a " + kind.word() + " of this name");
        }
        Digest recipient = identity.recipient().digest();
        audit.append(
                handle,
                scope,
                kind.word() + ".made",
                Map.of(
                        "dataset", id,
                        "project", project,
                        "label", label.digest(),
                        "recipient", recipient));
        return row.verified(scope, custodian).view(null);
    }

    /**
     * A dataset or case of the tenant.
     *
     * @throws ProblemException not-found without one; custody-refused if its row was edited
     */
    public Dataset find(Handle handle, TenantScope scope, DatasetId id) {
        return store.find(handle, id).orElseThrow(Problems::absent).verified(scope, custodian);
    }

    /** As it is shown, with its newest closed version. */
    public DatasetView view(Handle handle, Dataset dataset) {
        return dataset.view(latest(handle, Set.of(dataset.id())).get(dataset.id()));
    }

    /**
     * The labels that bind a dataset today: the tenant's, its project's alone and its own.
     *
     * @throws ProblemException custody-refused if one of them was edited
     */
    public List<LabelSource> labels(Handle handle, TenantScope scope, Dataset dataset) {
        return List.of(
                LabelSource.tenant(policies.ofTenant(handle, scope)),
                LabelSource.project(policies.ofProjectAlone(handle, scope, dataset.project())),
                LabelSource.dataset(dataset.id(), dataset.label()));
    }

    /**
     * A page of datasets and cases, oldest first.
     *
     * @param projects those that the caller may see; absent for all
     */
    public Page<DatasetView> page(
            Handle handle,
            TenantScope scope,
            Optional<Set<ProjectId>> projects,
            Cursor cursor,
            Limit limit) {
        List<DatasetRow> rows =
                projects.isPresent()
                        ? store.page(handle, projects.get(), cursor, limit)
                        : store.page(handle, cursor, limit);
        List<Dataset> datasets = rows.stream().map(row -> row.verified(scope, custodian)).toList();
        Map<DatasetId, VersionView> latest =
                latest(handle, datasets.stream().map(Dataset::id).toList());
        return Cursor.page(
                datasets,
                limit,
                dataset -> new Cursor(dataset.created(), dataset.id().toString()),
                dataset -> dataset.view(latest.get(dataset.id())));
    }

    private Map<DatasetId, VersionView> latest(Handle handle, java.util.Collection<DatasetId> ids) {
        return versions.latest(handle, ids);
    }
}
