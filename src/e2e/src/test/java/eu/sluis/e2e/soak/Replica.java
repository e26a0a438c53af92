package eu.sluis.e2e.soak;

import eu.sluis.e2e.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One gateway of several, started again whenever it ends, as an operator's supervisor would. */
final class Replica implements AutoCloseable {

    private final String name;
    private final int port;
    private final Path directory;
    private final List<String> command;
    private volatile Process process;
    private volatile boolean closing;

    /**
     * A replica with its own HTTPS port.
     *
     * @param settings what differs from the environment's own gateway, by property
     */
    Replica(Path directory, String name, int port, Map<String, String> settings)
            throws IOException {
        this.name = name;
        this.port = port;
        this.directory = directory;
        Path properties = directory.resolve("gateway/" + name + ".properties");
        StringBuilder text =
                new StringBuilder(
                        Files.readString(directory.resolve("gateway/application.properties")));
        settings.forEach((key, value) -> text.append('\n').append(key).append('=').append(value));
        text.append("\nquarkus.http.ssl-port=").append(port).append('\n');
        Files.writeString(properties, text);
        Path jar = Path.of("src/gateway/target/quarkus-app/quarkus-run.jar");
        this.command =
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xms64m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                        "-Dsluis.fault-point=" + faultFile(),
                        "-Dquarkus.config.locations=" + properties,
                        "-jar",
                        System.getProperty("soak.gateway", Stand.CHECKOUT.resolve(jar).toString()));
        this.process = begin();
        Thread.ofPlatform().daemon().name(name).start(this::keep);
    }

    int port() {
        return port;
    }

    private Path faultFile() {
        return directory.resolve("run/" + name + ".fault-point");
    }

    private Process begin() {
        try {
            Path log = directory.resolve("log/" + name + ".log");
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep() {
        try {
            while (!closing) {
                process.waitFor();
                if (!closing) {
                    Thread.sleep(200);
                    process = begin();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP for so long. */
    void sleep(Duration time) throws InterruptedException {
        ProcessHandle now = process.toHandle();
        Daemon.signal("STOP", now);
        Thread.sleep(time);
        Daemon.signal("CONT", now);
    }

    /** Lets it die when it next comes to a point; false if it did not come there in time. */
    boolean dieAt(String point, Duration within) throws InterruptedException {
        Process now = process;
        try {
            Path fresh = Files.writeString(directory.resolve("run/" + name + ".point"), point);
            Files.move(fresh, faultFile());
            boolean died = now.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            return !Files.deleteIfExists(faultFile()) && died;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        Objects.requireNonNull(process).destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
