package eu.sluis.runner;

import eu.sluis.contract.document.ArrayTasks;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a payload finds in its environment: Slurm's variables as scripts know them, with the
 * tenant's numbers and not the cluster's, and our own.
 *
 * <p>Source: Slurm's sbatch(1), output environment variables.
 */
final class SlurmVariables {

    private SlurmVariables() {}

    static Map<String, String> of(SlotGrant slot, RunIntent intent, @Nullable String name) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("SLUIS_JOB_ID", slot.job().toString());
        variables.put("SLUIS_ATTEMPT", slot.attempt().toString());
        variables.put("SLURM_JOB_ID", Long.toString(slot.number()));
        variables.put("SLURM_JOBID", Long.toString(slot.number()));
        variables.put("SLURM_JOB_NAME", name == null ? "sluis" : name);
        variables.put("SLURM_CLUSTER_NAME", slot.site().toString());
        variables.put("SLURM_SUBMIT_DIR", "/out");
        variables.put("SLURM_RESTART_COUNT", Long.toString(slot.fence() - 1));
        variables.put("SLURM_JOB_NUM_NODES", Integer.toString(intent.nodes()));
        variables.put("SLURM_NNODES", Integer.toString(intent.nodes()));
        variables.put("SLURM_NTASKS", Integer.toString(intent.nodes()));
        variables.put("SLURM_NODEID", Integer.toString(slot.rank()));
        variables.put("SLURM_PROCID", Integer.toString(slot.rank()));
        variables.put("SLURM_LOCALID", "0");
        int cpus = intent.resources().cpus();
        variables.put("SLURM_CPUS_PER_TASK", Integer.toString(cpus));
        variables.put("SLURM_CPUS_ON_NODE", Integer.toString(cpus));
        variables.put("SLURM_JOB_CPUS_PER_NODE", Integer.toString(cpus));
        variables.put("SLURM_MEM_PER_NODE", Long.toString(intent.resources().memoryMebibytes()));
        @Nullable ArrayTasks array = intent.array();
        if (array != null && slot.element() != null) {
            variables.put("SLURM_ARRAY_JOB_ID", Long.toString(slot.number()));
            variables.put("SLURM_ARRAY_TASK_ID", slot.element().toString());
            variables.put("SLURM_ARRAY_TASK_COUNT", Integer.toString(array.elements().size()));
            variables.put("SLURM_ARRAY_TASK_MIN", array.elements().getFirst().toString());
            variables.put("SLURM_ARRAY_TASK_MAX", array.elements().getLast().toString());
        }
        return Collections.unmodifiableMap(variables);
    }
}
