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
import org.jspecify.annotations.Nullable;

/**
 * Asks to compute: on which versions, with which sealed bundle, where, with what, until when.
 *
 * <p>It is a budget: at most {@code nodes * attempts} releases follow from it for each element.
 *
 * @param theCase the dataset that takes the job's outputs and logs
 * @param bundle the version of the case that holds script and arguments
 * @param after jobs that it waits for, besides those whose output it reads
 * @param array absent for a job of one element
 * @param zones where it may run; every label still has its say
 * @param nodes 1, until jobs span nodes
 * @param attempts how often it may be started, 1 to 10
 * @param evidence the least evidence the author accepts
 * @param notBefore no key is released before it
 * @param notAfter no key is released at or after it
 */
public record RunIntent(
        IntentId id,
        TenantId tenant,
        ProjectId project,
        @JsonProperty("case") DatasetId theCase,
        VersionRef bundle,
        List<Input> inputs,
        List<After> after,
        Resources resources,
        @Nullable ArrayTasks array,
        int nodes,
        int attempts,
        NetworkClass network,
        SortedSet<Zone> zones,
        EvidenceLevel evidence,
        String purpose,
        @Nullable Instant notBefore,
        Instant notAfter)
        implements Intent {

    public RunIntent {
        Require.present(id, "id");
        Require.present(tenant, "tenant");
        Require.present(project, "project");
        Require.present(theCase, "case");
        Require.present(bundle, "bundle");
        inputs = List.copyOf(Require.present(inputs, "inputs"));
        after = List.copyOf(Require.present(after, "after"));
        Require.present(resources, "resources");
        Require.within(nodes, 1, 1, "nodes");
        Require.within(attempts, 1, 10, "attempts");
        Require.present(network, "network");
        zones = Collections.unmodifiableSortedSet(new TreeSet<>(Require.present(zones, "zones")));
        Require.present(evidence, "evidence");
        Require.purpose(purpose);
        Require.present(notAfter, "notAfter");
        Require.within(inputs.size(), 0, 64, "the number of inputs");
        Require.within(after.size(), 0, 64, "the number of jobs to wait for");
        long names = inputs.stream().map(Input::name).distinct().count();
        if (names != inputs.size()) {
            throw new InvalidValue("two inputs have the same name");
        }
        if (notBefore != null && !notBefore.isBefore(notAfter)) {
            throw new InvalidValue("notBefore must lie before notAfter");
        }
    }

    /** The number of elements. */
    public int elements() {
        return array == null ? 1 : array.elements().size();
    }

    /** The number of releases that this intent can lead to for one element, at the most. */
    public int budget() {
        return nodes * attempts;
    }
}
