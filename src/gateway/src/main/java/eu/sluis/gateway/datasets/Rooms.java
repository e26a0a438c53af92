package eu.sluis.gateway.datasets;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Custody;
import eu.sluis.contract.Label;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.Place;
import eu.sluis.custody.Residency;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.sites.Home;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Reserves room for objects before their bytes come: the decision point {@code upload}. */
@ApplicationScoped
class Rooms {

    private final ObjectStore objects;
    private final VersionStore versions;
    private final Datasets datasets;
    private final StoreConfig config;
    private final Home home;
    private final Audit audit;
    private final Clock clock;

    Rooms(
            ObjectStore objects,
            VersionStore versions,
            Datasets datasets,
            StoreConfig config,
            Home home,
            Audit audit,
            Clock clock) {
        this.objects = objects;
        this.versions = versions;
        this.datasets = datasets;
        this.config = config;
        this.home = home;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Reserves room, once for the same bytes however often it is asked.
     *
     * @throws ProblemException too-large; store-full; conflict if the version is closed or other
     *     bytes are there or on their way; not-found without such a version
     */
    Room reserve(
            Handle handle, TenantScope scope, VersionRow version, ObjectId id, Declared declared) {
        Optional<ObjectRow> before = objects.lock(handle, version.id(), id);
        if (before.isPresent() && before.get().stored()) {
            requireSame(before.get(), declared);
            return new Room.There(before.get().view());
        }
        if (!versions.holdOpen(handle, version.id())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "the version is closed; begin another one");
        }
        Dataset dataset = datasets.find(handle, scope, version.dataset());
        if (before.isPresent() && !expired(before.get())) {
            requireSame(before.get(), declared);
            return new Room.Reserved(before.get(), dataset.label().recipients());
        }
        before.ifPresent(old -> objects.release(handle, old));
        List<LabelSource> labels = datasets.labels(handle, scope, dataset);
        List<Clause> refusing = refusals(labels);
        audit.decide(handle, scope, "upload", id.value(), refusing, inputs(labels, declared));
        return refusing.isEmpty()
                ? take(handle, new ObjectRow(version.id(), id, declared, now()), dataset)
                : new Room.Refused(
                        new ProblemException(
                                ProblemType.REFUSED_BY_POLICY,
                                refusing.getFirst().reason(),
                                refusing));
    }

    private Room take(Handle handle, ObjectRow row, Dataset dataset) {
        long most = config.maxObjectBytes().asLongValue();
        if (row.bytes() > most) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE, "an object has at most " + most + " bytes");
        }
        if (!objects.use(handle, row.bytes(), config.maxBytes().asLongValue())) {
            throw new ProblemException(
                    ProblemType.STORE_FULL, "the tenant's room in the store is used up");
        }
        if (!objects.reserve(handle, row)) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "the same object is being uploaded by another request");
        }
        return new Room.Reserved(row, dataset.label().recipients());
    }

    private static void requireSame(ObjectRow before, Declared declared) {
        if (!before.sameBytes(declared)) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    before.stored()
                            ? "an object of this id is there, with another digest or length"
                            : "an object of this id is being uploaded, with another digest or length");
        }
    }

    private boolean expired(ObjectRow row) {
        return row.created().isBefore(clock.instant().minus(config.reservation()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private List<Clause> refusals(List<LabelSource> labels) {
        Place here = home.place(Custody.MANAGED);
        List<LabelSource> forStoring = labels.stream().map(Rooms::forAnyPurpose).toList();
        return Residency.refusals(forStoring, here, Label.ANY, clock.instant());
    }

    /** Storing is no use of data: purposes are asked when a key is. */
    private static LabelSource forAnyPurpose(LabelSource source) {
        Label label = source.label();
        SortedSet<String> any = new TreeSet<>(List.of(Label.ANY));
        return new LabelSource(
                source.source(),
                new Label(
                        label.zones(),
                        label.jurisdictions(),
                        any,
                        label.evidence(),
                        label.custody(),
                        label.egress(),
                        label.recipients(),
                        label.until()));
    }

    private static Map<String, ?> inputs(List<LabelSource> labels, Declared declared) {
        return Map.of(
                "object", declared.digest(),
                "labels",
                        labels.stream()
                                .map(source ->
                                        Map.of(
                                                "source", source.source(),
                                                "label", source.label().digest()))
                                .toList());
    }

    /** The version, if the scope's actor may write it. */
    VersionRow writable(Handle handle, TenantScope scope, VersionId id) {
        VersionRow version = versions.find(handle, id).orElseThrow(Problems::absent);
        version.requireWriter(scope.actor());
        return version;
    }
}
