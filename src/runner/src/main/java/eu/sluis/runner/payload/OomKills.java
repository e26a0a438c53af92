package eu.sluis.runner.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Counts how often the kernel ended a process of this job's memory control group for want of
 * memory.
 *
 * @param counter the file that counts: {@code memory.events} (v2) or {@code memory.oom_control}
 *     (v1); where there is none the count stays 0
 */
record OomKills(Path counter) {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** The counter of the group that this process is in. */
    static OomKills ofThisProcess() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                String group = parts[2].substring(1);
                if (parts[1].equals("memory")) {
                    return new OomKills(
                            ROOT.resolve("memory").resolve(group).resolve("memory.oom_control"));
                }
                if (parts[0].equals("0") && Files.exists(ROOT.resolve("cgroup.controllers"))) {
                    return new OomKills(ROOT.resolve(group).resolve("memory.events"));
                }
            }
        } catch (IOException e) {
            // no control groups here
        }
        return new OomKills(ROOT.resolve("none"));
    }

    /** The count so far. */
    long count() {
        try {
            for (String line : Files.readAllLines(counter)) {
                if (line.startsWith("oom_kill ")) {
                    return Long.parseLong(line.substring("oom_kill ".length()).strip());
                }
            }
        } catch (IOException e) {
            // not readable: not counted
        }
        return 0;
    }
}
