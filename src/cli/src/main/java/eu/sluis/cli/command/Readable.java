package eu.sluis.cli.command;

import eu.sluis.cli.data.ClosedVersion;
import eu.sluis.cli.gateway.Lookup;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.VersionView;
import java.util.Optional;

/** Finds the version that a person wants to read, and verifies who closed it. */
final class Readable {

    private Readable() {}

    /**
     * The version that {@code what} names exactly: {@code DATASET@VERSION}, a job's number or id,
     * or a version's id; empty if it names a dataset.
     */
    static Optional<ClosedVersion> find(Client client, String what) {
        if (what.contains("@")) {
            return Optional.of(
                    ClosedVersion.verified(client.lookup().version(what), client.enrolment()));
        }
        if (Lookup.isJobNumber(what)) {
            return Optional.of(output(client, client.lookup().job(what)));
        }
        return Lookup.isId(what) ? byId(client, what) : Optional.empty();
    }

    /** As {@link #find}; of a dataset its newest version. */
    static ClosedVersion newest(Client client, String what) {
        return find(client, what)
                .orElseGet(() ->
                        ClosedVersion.verified(client.lookup().version(what), client.enrolment()));
    }

    private static Optional<ClosedVersion> byId(Client client, String id) {
        try {
            client.lookup().dataset(id);
            return Optional.empty();
        } catch (Failure e) {
            requireMissing(e);
        }
        try {
            return Optional.of(output(client, client.lookup().job(id)));
        } catch (Failure e) {
            requireMissing(e);
        }
        return Optional.of(
                ClosedVersion.verified(
                        client.lookup().version(VersionId.of(id)), client.enrolment()));
    }

    private static ClosedVersion output(Client client, JobView job) {
        if (job.output() == null) {
            throw Failure.other(
                    "job " + job.number() + " has no output, its state is " + job.state(),
                    "see: sluis status " + job.number());
        }
        VersionView version = client.lookup().version(job.output());
        if (version.record() == null && job.state().terminal()) {
            throw Failure.other(
                    "job " + job.number() + " ended as " + job.state() + " without a result",
                    "see: sluis logs " + job.number());
        }
        return ClosedVersion.output(job, version, client.enrolment());
    }

    private static void requireMissing(Failure e) {
        if (e.code() != ExitCode.NOT_FOUND) {
            throw e;
        }
    }
}
