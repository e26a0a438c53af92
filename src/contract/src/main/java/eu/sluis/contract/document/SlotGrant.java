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

/**
 * What a release says to and of a runner.
 *
 * @param site where the slot runs
 * @param runnerKey certified: what it signs for this attempt comes from this slot
 * @param evidence the level that was established
 * @param fence the fencing token; only the current one can commit
 * @param output the version of the case that takes outputs and logs
 * @param caseRecipient where the key file of the outputs is sealed to
 */
public record SlotGrant(
        JobId job,
        AttemptId attempt,
        int rank,
        SiteName site,
        PublicKey runnerKey,
        EvidenceLevel evidence,
        long fence,
        @JsonProperty("case") DatasetId theCase,
        VersionId output,
        String caseRecipient) {

    public SlotGrant {
        Require.present(job, "job");
        Require.present(attempt, "attempt");
        Require.present(site, "site");
        Require.present(runnerKey, "runnerKey");
        Require.present(evidence, "evidence");
        Require.present(theCase, "case");
        Require.present(output, "output");
        Require.present(caseRecipient, "caseRecipient");
    }
}
