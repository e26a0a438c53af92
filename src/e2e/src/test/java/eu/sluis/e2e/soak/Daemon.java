package eu.sluis.e2e.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process that deploy/stack or deploy/slurm started: killed, stopped, and started as it was. */
final class Daemon {

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * The process of {@code DIR/run/NAME.pid}.
     *
     * @param prefix what goes before its own words when it is started again
     */
    Daemon(Path directory, String name, String... prefix) {
        this.name = name;
        this.directory = directory;
        Path proc = Path.of("/proc", Long.toString(process().pid()));
        this.command = new ArrayList<>(List.of("setsid"));
        this.command.addAll(Arrays.asList(prefix));
        this.command.addAll(List.of(words(proc.resolve("cmdline"))));
        for (String variable : words(proc.resolve("environ"))) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
    }

    private static String[] words(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).split("\0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return directory.resolve("run").resolve(name + ".pid");
    }

    ProcessHandle process() {
        try {
            String pid = Files.readString(pidFile()).split(" ")[0];
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() {
        end(process());
    }

    /** SIGKILL to its children alone. */
    void killChildren() {
        process().children().forEach(Daemon::end);
    }

    static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGSTOP. */
    void stop() {
        signal("STOP", process());
    }

    /** SIGCONT. */
    void go() {
        signal("CONT", process());
    }

    static void signal(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it as it was; again, if it ends at once, until it stays. */
    void start() throws InterruptedException {
        for (int tries = 0; tries < 20; tries++) {
            Process process = begin();
            Thread.sleep(700);
            if (process.isAlive()) {
                return;
            }
        }
        throw new IllegalStateException(name + " does not start again: see its log");
    }

    private Process begin() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Path log = directory.resolve("log").resolve(name + ".log");
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Process process = builder.start();
            Files.writeString(pidFile(), identity(process.pid()) + "\n");
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As deploy/lib.sh writes it: process, start, boot. */
    private static String identity(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        return pid + " " + start + " " + boot;
    }
}
