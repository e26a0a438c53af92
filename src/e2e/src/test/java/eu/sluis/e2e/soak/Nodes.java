package eu.sluis.e2e.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What runs on a node, which here is a name only: its steps, runners and payloads. */
final class Nodes {

    private Nodes() {}

    /** SIGKILL to all that a power cut would end, but for slurmd; steps first, lest they tell. */
    static void killAllOf(String node) {
        List<ProcessHandle> jobs =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                environment(process).contains("SLURMD_NODENAME=" + node + "\0"))
                        .toList();
        jobs.stream()
                .flatMap(job -> job.parent().stream())
                .filter(Nodes::isStep)
                .forEach(Daemon::end);
        jobs.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean isStep(ProcessHandle process) {
        return content(proc(process).resolve("cmdline")).startsWith("slurmstepd: ");
    }

    private static String environment(ProcessHandle process) {
        return content(proc(process).resolve("environ"));
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone
        }
    }
}
