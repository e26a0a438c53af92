package eu.sluis.gateway.jobs;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Fit;
import eu.sluis.custody.LabelSource;
import eu.sluis.gateway.datasets.Dataset;
import eu.sluis.gateway.datasets.DatasetKind;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Checks what an intent names: its inputs, its case and its bundle. */
@ApplicationScoped
class Materials {

    /** The most that a bundle's sealed objects have together: script, arguments, variables. */
    static final long MAX_BUNDLE_BYTES = 10L << 20;

    private final Datasets datasets;
    private final Versions versions;

    Materials(Datasets datasets, Versions versions) {
        this.datasets = datasets;
        this.versions = versions;
    }

    /**
     * Passes if all that the intent names exists, is closed with the manifests that it names, may
     * be used by the member, and fits into the memory asked for. How much a job that has not run
     * will make is not known: its reader finds out.
     *
     * @param binding the labels of tenant, project and inputs, whose meet the case's label must be
     * @throws ProblemException not-found, conflict, bad-document, too-large or does-not-fit
     */
    void require(
            Handle handle,
            TenantScope scope,
            Actor.Member author,
            RunIntent intent,
            List<LabelSource> binding) {
        long bytes = 0;
        for (Input input : intent.inputs()) {
            Dataset dataset = datasets.find(handle, scope, input.dataset());
            if (!author.projects().contains(dataset.project())) {
                throw Problems.absent();
            }
            VersionRef version = input.version();
            if (version != null) {
                versions.sealed(handle, scope, version);
                bytes += versions.view(handle, scope, version.version()).sealedBytes();
            }
        }
        requireCase(handle, scope, intent, binding);
        requireFit(bytes + bundleBytes(handle, scope, intent), intent);
    }

    private void requireCase(
            Handle handle, TenantScope scope, RunIntent intent, List<LabelSource> binding) {
        Dataset theCase = datasets.find(handle, scope, intent.theCase());
        boolean itsCase =
                theCase.kind() == DatasetKind.CASE && theCase.project().equals(intent.project());
        if (!itsCase) {
            throw Problems.absent();
        }
        if (!theCase.label().equals(JobLabels.meet(binding))) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "the case's label is not the meet of tenant, project and inputs: make a new case for these inputs");
        }
    }

    private long bundleBytes(Handle handle, TenantScope scope, RunIntent intent) {
        if (!intent.bundle().dataset().equals(intent.theCase())) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the bundle must be a version of the intent's case");
        }
        versions.sealed(handle, scope, intent.bundle());
        long bytes = versions.view(handle, scope, intent.bundle().version()).sealedBytes();
        if (bytes > MAX_BUNDLE_BYTES) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "the bundle has %d bytes sealed; the bound is %d: put data into a dataset"
                            .formatted(bytes, MAX_BUNDLE_BYTES));
        }
        return bytes;
    }

    /**
     * Counts sealed bytes: a little more than the content has, as files take whole pages in a
     * tmpfs.
     */
    private static void requireFit(long bytes, RunIntent intent) {
        long asked = intent.resources().memoryMebibytes();
        if (!Fit.fits(bytes, asked)) {
            throw new ProblemException(
                    ProblemType.DOES_NOT_FIT,
                    "inputs and script of %d bytes need %d MiB of memory; the job asks for %d"
                            .formatted(bytes, Fit.neededMebibytes(bytes), asked));
        }
    }
}
