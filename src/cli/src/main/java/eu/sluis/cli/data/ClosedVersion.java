package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;

/**
 * A version whose closing record its author signed; for a job's output, an author that the
 * custodian certified.
 *
 * <p>Limit: whether an author without a certificate is a user of the tenant is the gateway's word.
 *
 * @param author whose signature it is
 */
public record ClosedVersion(VersionRecord record, PublicKey author) {

    /**
     * Verifies what the gateway says of a version.
     *
     * @throws Failure if it is not closed, or the record is not signed by its author, or is of
     *     another version
     */
    public static ClosedVersion verified(VersionView view, Enrolment enrolment) {
        Signed signed = view.record();
        PublicKey author = view.author();
        if (signed == null || author == null) {
            throw Failure.other(
                    "version " + view.id() + " is not closed", "wait until it has been written");
        }
        VersionRecord record = record(signed, author);
        if (!record.version().equals(view.id()) || !record.dataset().equals(view.dataset())) {
            throw Failure.untrusted("the version's record is that of another version");
        }
        if (view.authority() != null
                && !RunnerCertificate.verified(view, enrolment).runnerKey().equals(author)) {
            throw Failure.untrusted("the version was signed by another key than the runner's");
        }
        return new ClosedVersion(record, author);
    }

    /**
     * As {@link #verified}, for the output of {@code job}: it must be certified for that job, and
     * the receipt must name it.
     *
     * @throws Failure as there, or if it is another job's
     */
    public static ClosedVersion output(JobView job, VersionView view, Enrolment enrolment) {
        ClosedVersion version = verified(view, enrolment);
        SlotGrant grant = RunnerCertificate.verified(view, enrolment);
        if (!grant.job().equals(job.id())) {
            throw Failure.untrusted("the version is the output of another job");
        }
        if (job.receipt() != null) {
            version.requireNamedBy(job.receipt());
        }
        return version;
    }

    /** The version, as intents name it. */
    public VersionRef ref() {
        return new VersionRef(record.dataset(), record.version(), record.manifestDigest());
    }

    private void requireNamedBy(Signed signed) {
        try {
            Receipt receipt = Documents.open(signed, author, Receipt.class);
            if (receipt.outputs().equals(ref())) {
                return;
            }
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted("the job's receipt is not signed by its runner");
        }
        throw Failure.untrusted("the job's receipt names another output");
    }

    private static VersionRecord record(Signed signed, PublicKey author) {
        try {
            return Documents.open(signed, author, VersionRecord.class);
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted("the version's record is not signed by its author");
        }
    }
}
