package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.JobId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.VersionId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a release says to and of a runner.
 *
 * @param number the job's number, for people
 * @param element which one of an array; absent for other jobs
 * @param site where the slot runs
 * @param runnerKey certified: what it signs for this attempt comes from this slot
 * @param evidence the level that was established
 * @param fence the fencing token; only the current one can commit
 * @param inputs by the input's name, which version each input is that the intent names by the job
 *     that makes it
 * @param output the version of the case that takes outputs and logs
 * @param caseRecipient where the key file of the outputs is sealed to
 */
public record SlotGrant(
        JobId job,
        long number,
        @Nullable Integer element,
        AttemptId attempt,
        int rank,
        SiteName site,
        PublicKey runnerKey,
        EvidenceLevel evidence,
        long fence,
        @JsonProperty("case") DatasetId theCase,
        SortedMap<String, VersionRef> inputs,
        VersionId output,
        String caseRecipient) {

    public SlotGrant {
        Require.present(job, "job");
        Require.present(attempt, "attempt");
        Require.present(site, "site");
        Require.present(runnerKey, "runnerKey");
        Require.present(evidence, "evidence");
        Require.present(theCase, "case");
        inputs =
                Collections.unmodifiableSortedMap(new TreeMap<>(Require.present(inputs, "inputs")));
        Require.present(output, "output");
        Require.present(caseRecipient, "caseRecipient");
    }
}
