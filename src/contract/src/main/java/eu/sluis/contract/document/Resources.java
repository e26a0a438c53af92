package eu.sluis.contract.document;

import eu.sluis.contract.Require;

/**
 * What one element of a job needs on each node.
 *
 * @param cpus 1 to 1024
 * @param memoryMebibytes 64 to 4194304; inputs and outputs live in it too
 * @param seconds wall time, 1 to 2592000
 */
public record Resources(int cpus, long memoryMebibytes, long seconds) {

    public Resources {
        Require.within(cpus, 1, 1024, "cpus");
        Require.within(memoryMebibytes, 64, 4_194_304, "memoryMebibytes");
        Require.within(seconds, 1, 2_592_000, "seconds");
    }
}
