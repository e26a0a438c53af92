package eu.sluis.gateway.jobs;

import eu.sluis.contract.IntentId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.document.After;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.OutputRef;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.custody.Custodian;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.BadSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The jobs that a job waits for, and what it reads of them. */
@ApplicationScoped
class Awaited {

    private final JobStore jobs;
    private final Versions versions;
    private final Custodian custodian;

    Awaited(JobStore jobs, Versions versions, Custodian custodian) {
        this.jobs = jobs;
        this.versions = versions;
        this.custodian = custodian;
    }

    /**
     * Passes if each job that the intent names is there, of a project of the author, and makes the
     * output that the intent names.
     *
     * @throws ProblemException not-found, or bad-document for an output that the job cannot have
     */
    void require(Handle handle, Actor.Member author, RunIntent intent) {
        for (After after : intent.after()) {
            requireOwn(author, jobs.byIntent(handle, after.intent()));
        }
        for (Input input : intent.inputs()) {
            OutputRef output = input.output();
            if (output != null) {
                JobRow job = requireOwn(author, jobs.byIntent(handle, output.intent()));
                requireMakes(handle, job, output);
            }
        }
    }

    private static JobRow requireOwn(Actor.Member author, Optional<JobRow> job) {
        return job.filter(row -> author.projects().contains(row.project()))
                .orElseThrow(Problems::absent);
    }

    private void requireMakes(Handle handle, JobRow job, OutputRef output) {
        if (!job.theCase().equals(output.theCase())) {
            throw bad("the case of an input is not that of the job it names");
        }
        if (jobs.element(handle, output.intent(), output.element()).isEmpty()) {
            throw bad("the job of an input has no such element");
        }
    }

    /** Stores what the intent waits for. */
    void insert(Handle handle, RunIntent intent) {
        Set<After> all = new LinkedHashSet<>(intent.after());
        for (Input input : intent.inputs()) {
            OutputRef output = input.output();
            if (output != null) {
                all.add(new After(output.intent(), After.When.COMPLETED));
            }
        }
        for (After after : all) {
            handle.createUpdate(
                            """
                            INSERT INTO job_wait (tenant, intent_id, awaited, condition)
                            VALUES (current_tenant(), :intent, :awaited, :condition)
                            """)
                    .bind("intent", intent.id())
                    .bind("awaited", after.intent())
                    .bind("condition", after.when().name().toLowerCase(Locale.ROOT))
                    .execute();
        }
    }

    /** The number of a job that has ended otherwise than this intent waits for. */
    Optional<Long> endedOtherwise(Handle handle, IntentId intent) {
        return handle.createQuery(
                        """
                        SELECT o.number FROM job_wait w
                        JOIN job o ON o.tenant = w.tenant AND o.intent_id = w.awaited
                        WHERE w.intent_id = :intent
                        GROUP BY o.number, w.condition
                        HAVING (w.condition = 'completed' AND bool_or(o.state <> 'COMPLETED'))
                            OR (w.condition = 'failed' AND bool_and(o.state = 'COMPLETED'))
                        ORDER BY o.number LIMIT 1
                        """)
                .bind("intent", intent)
                .mapTo(Long.class)
                .findFirst();
    }

    /**
     * The version that a job has made: what its receipt says, under the runner's key that the
     * custodian certified for that very intent.
     *
     * @throws ProblemException custody-refused if there is none, or a row was edited
     */
    VersionRef output(Handle handle, TenantScope scope, OutputRef output) {
        JobRow job =
                jobs.element(handle, output.intent(), output.element())
                        .orElseThrow(Awaited::edited);
        VersionId version = job.output();
        Signed receipt = job.receipt();
        if (version == null || receipt == null || job.state() != JobState.COMPLETED) {
            throw edited();
        }
        Signed authority = versions.view(handle, scope, version).authority();
        if (authority == null) {
            throw edited();
        }
        Release release = custodian.open(authority, Release.class);
        SlotGrant grant = release.slot();
        if (grant == null || !release.intent().equals(output.intent())) {
            throw edited();
        }
        VersionRef made = receipt(receipt, grant).outputs();
        boolean same =
                made.dataset().equals(output.theCase())
                        && made.version().equals(grant.output())
                        && Objects.equals(grant.element(), output.element());
        if (!same) {
            throw edited();
        }
        return made;
    }

    private static Receipt receipt(Signed signed, SlotGrant grant) {
        try {
            return Documents.open(signed, grant.runnerKey(), Receipt.class);
        } catch (BadSignature | InvalidValue e) {
            throw edited();
        }
    }

    private static ProblemException edited() {
        return new ProblemException(
                ProblemType.CUSTODY_REFUSED, "an input is not what the job it names has committed");
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }
}
