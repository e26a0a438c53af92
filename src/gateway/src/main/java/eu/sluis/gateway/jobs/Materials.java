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
import java.util.ArrayList;
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
        List<Long> sealedBytes = new ArrayList<>();
        for (Input input : intent.inputs()) {
            Dataset dataset = datasets.find(handle, scope, input.dataset());
            if (!author.projects().contains(dataset.project())) {
                throw Problems.absent();
            }
            VersionRef version = input.version();
            if (version != null) {
                sealedBytes.addAll(objects(handle, scope, version));
            }
        }
        requireCase(handle, scope, intent, binding);
        sealedBytes.addAll(bundle(handle, scope, intent));
        requireFit(sealedBytes, intent);
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

    private List<Long> bundle(Handle handle, TenantScope scope, RunIntent intent) {
        if (!intent.bundle().dataset().equals(intent.theCase())) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the bundle must be a version of the intent's case");
        }
        List<Long> sealedBytes = objects(handle, scope, intent.bundle());
        long bytes = sealedBytes.stream().mapToLong(Long::longValue).sum();
        if (bytes > MAX_BUNDLE_BYTES) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE,
                    "the bundle has %d bytes sealed; the bound is %d: put data into a dataset"
                            .formatted(bytes, MAX_BUNDLE_BYTES));
        }
        return sealedBytes;
    }

    private List<Long> objects(Handle handle, TenantScope scope, VersionRef version) {
        versions.sealed(handle, scope, version);
        return versions.sealedBytes(handle, scope, version.version());
    }

    private static void requireFit(List<Long> sealedBytes, RunIntent intent) {
        Fit.refusal(sealedBytes, intent.resources().memoryMebibytes())
                .ifPresent(why -> {
                    throw new ProblemException(ProblemType.DOES_NOT_FIT, why);
                });
    }
}
