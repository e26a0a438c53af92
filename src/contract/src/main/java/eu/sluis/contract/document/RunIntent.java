package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.Zone;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks to compute: on which versions, with which sealed bundle, where, with what, until when.
 *
 * <p>It is a budget: at most {@code elements * nodes * attempts} releases follow from it.
 *
 * @param theCase the dataset that takes the job's outputs and logs
 * @param bundle the version of the case that holds script and arguments
 * @param zones where it may run; every label still has its say
 * @param elements 1, until arrays exist
 * @param nodes 1, until jobs span nodes
 * @param attempts how often it may be started, 1 to 10
 * @param evidence the least evidence the author accepts
 */
public record RunIntent(
        IntentId id,
        TenantId tenant,
        ProjectId project,
        @JsonProperty("case") DatasetId theCase,
        VersionRef bundle,
        List<Input> inputs,
        Resources resources,
        int elements,
        int nodes,
        int attempts,
        NetworkClass network,
        SortedSet<Zone> zones,
        EvidenceLevel evidence,
        String purpose,
        Instant notAfter)
        implements Intent {

    public RunIntent {
        Require.present(id, "id");
        Require.present(tenant, "tenant");
        Require.present(project, "project");
        Require.present(theCase, "case");
        Require.present(bundle, "bundle");
        inputs = List.copyOf(Require.present(inputs, "inputs"));
        Require.present(resources, "resources");
        Require.within(elements, 1, 1, "elements");
        Require.within(nodes, 1, 1, "nodes");
        Require.within(attempts, 1, 10, "attempts");
        Require.present(network, "network");
        zones = Collections.unmodifiableSortedSet(new TreeSet<>(Require.present(zones, "zones")));
        Require.present(evidence, "evidence");
        Require.purpose(purpose);
        Require.present(notAfter, "notAfter");
        Require.within(inputs.size(), 0, 64, "the number of inputs");
        long names = inputs.stream().map(Input::name).distinct().count();
        if (names != inputs.size()) {
            throw new InvalidValue("two inputs have the same name");
        }
    }

    /** The number of releases that this intent can lead to, at the most. */
    public int budget() {
        return elements * nodes * attempts;
    }
}
