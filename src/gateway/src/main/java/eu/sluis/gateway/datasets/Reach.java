package eu.sluis.gateway.datasets;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.VersionView;
import eu.sluis.gateway.access.Callers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * The data checks behind the annotations: which datasets the current member may see, use or write.
 *
 * <p>What is out of reach is not-found, as if it were not there.
 */
@ApplicationScoped
class Reach {

    private final Callers callers;
    private final Datasets datasets;
    private final Versions versions;

    Reach(Callers callers, Datasets datasets, Versions versions) {
        this.callers = callers;
        this.datasets = datasets;
        this.versions = versions;
    }

    /** A dataset of a project that the member belongs to, or sees as auditor or administrator. */
    Dataset seen(Handle handle, DatasetId id) {
        Dataset dataset = datasets.find(handle, callers.scope(), id);
        callers.requireSees(dataset.project());
        return dataset;
    }

    Dataset seen(Handle handle, VersionId id) {
        return seen(handle, datasetOf(handle, id));
    }

    /** A dataset of a project that the member belongs to. */
    Dataset used(Handle handle, DatasetId id) {
        Dataset dataset = datasets.find(handle, callers.scope(), id);
        callers.requireWorksIn(dataset.project());
        return dataset;
    }

    /**
     * A dataset that the member may write versions of.
     *
     * @throws ProblemException forbidden without the role that its kind wants
     */
    Dataset written(Handle handle, DatasetId id) {
        Dataset dataset = used(handle, id);
        if (!callers.member().roles().contains(dataset.kind().writer())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "this needs the role "
                            + dataset.kind().writer().name().toLowerCase(Locale.ROOT));
        }
        return dataset;
    }

    Dataset written(Handle handle, VersionId id) {
        return written(handle, datasetOf(handle, id));
    }

    private DatasetId datasetOf(Handle handle, VersionId id) {
        VersionView version = versions.view(handle, callers.scope(), id);
        return version.dataset();
    }
}
