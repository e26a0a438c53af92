package eu.sluis.gateway.jobs;

import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.VersionView;
import eu.sluis.gateway.datasets.Dataset;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.datasets.Objects;
import eu.sluis.gateway.datasets.StoredObject;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a runner may read and write: the versions that its release names, and its one output
 * version. While its attempt holds the job; everything else is as if it were not there.
 */
@ApplicationScoped
class Outputs {

    private final Database database;
    private final Slots slots;
    private final JobStore jobs;
    private final Authors authors;
    private final Datasets datasets;
    private final Versions versions;
    private final Objects objects;

    Outputs(
            Database database,
            Slots slots,
            JobStore jobs,
            Authors authors,
            Datasets datasets,
            Versions versions,
            Objects objects) {
        this.database = database;
        this.slots = slots;
        this.jobs = jobs;
        this.authors = authors;
        this.datasets = datasets;
        this.versions = versions;
        this.objects = objects;
    }

    /** Begins the output version under the id that the release names; once. */
    VersionView begin(Handle handle, TenantScope scope, NewVersion fresh) {
        Slot slot = current(handle, scope);
        VersionId output = slot.grant().output();
        Dataset theCase = datasets.find(handle, scope, slot.grant().theCase());
        VersionView begun =
                versions.begin(
                        handle, scope, theCase, output, fresh, slot.attempt().id(), slot.signed());
        jobs.output(handle, slot.job().id(), output);
        return begun;
    }

    /** The version that takes this runner's objects. */
    VersionId writable(TenantScope scope) {
        return database.inTenant(scope, handle -> current(handle, scope).grant().output());
    }

    /**
     * A version that was released to this runner.
     *
     * @throws eu.sluis.contract.ProblemException not-found for any other
     */
    VersionView version(Handle handle, TenantScope scope, VersionId version) {
        Slot slot = reading(handle, scope);
        if (!slot.release().keyFiles().containsKey(version.toString())) {
            throw Problems.absent();
        }
        return versions.view(handle, scope, version);
    }

    /**
     * An object of a version that was released to this runner.
     *
     * @throws eu.sluis.contract.ProblemException not-found for any other
     */
    StoredObject object(Handle handle, TenantScope scope, ObjectId object) {
        Slot slot = reading(handle, scope);
        UUID[] released =
                slot.release().keyFiles().keySet().stream()
                        .map(UUID::fromString)
                        .toArray(UUID[]::new);
        VersionId version =
                handle.createQuery(
                                """
                                SELECT version FROM object
                                WHERE id = :object AND version = ANY (:released) AND state = 'stored'
                                LIMIT 1
                                """)
                        .bind("object", object)
                        .bind("released", released)
                        .mapTo(UUID.class)
                        .findOne()
                        .map(VersionId::new)
                        .orElseThrow(Problems::absent);
        return objects.find(handle, scope, version, object);
    }

    /**
     * The slot, if its lease would be renewed: what was revoked is read no further. What a runner
     * has made by then it may still write.
     */
    private Slot reading(Handle handle, TenantScope scope) {
        Slot slot = current(handle, scope);
        boolean inForce =
                !slot.attempt().leaseLapsed()
                        && !slot.job().cancelRequested()
                        && authors.inForce(handle, slot.job());
        if (!inForce) {
            throw new ProblemException(
                    ProblemType.RELEASE_ENDED, "the lease has lapsed, or the release was revoked");
        }
        return slot;
    }

    private Slot current(Handle handle, TenantScope scope) {
        Slot slot = slots.lock(handle, scope);
        slot.requireCurrent();
        return slot;
    }
}
