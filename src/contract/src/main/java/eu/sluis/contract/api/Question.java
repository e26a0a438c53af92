package eu.sluis.contract.api;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.Zone;
import eu.sluis.contract.document.Input;
import java.util.List;
import java.util.SortedSet;

/**
 * Asks which sites could run a job, without submitting it.
 *
 * @param zones as in an intent
 */
public record Question(
        ProjectId project,
        List<Input> inputs,
        SortedSet<Zone> zones,
        EvidenceLevel evidence,
        String purpose) {

    public Question {
        Require.present(project, "project");
        inputs = List.copyOf(Require.present(inputs, "inputs"));
        Require.present(zones, "zones");
        Require.present(evidence, "evidence");
        Require.purpose(purpose);
    }
}
