package eu.sluis.gateway.clusters.local;

import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what a supervisor left in its directory. Source: src/docs/runner.md. */
final class AttemptDirectory {

    private static final Duration STARTING = Duration.ofSeconds(10);
    private static final int START_TIME_FIELD = 22;

    private AttemptDirectory() {}

    static Sighting read(Path attempt) {
        String job = attempt.getFileName().toString();
        try {
            Optional<String> exit = content(attempt.resolve("exit"));
            if (exit.isPresent()) {
                return new Sighting.Ended(job, ending(exit.get()));
            }
            Optional<String> pid = content(attempt.resolve("pid"));
            boolean lives = pid.isPresent() ? alive(pid.get()) : young(attempt);
            return lives ? new Sighting.Running(job) : new Sighting.Ended(job, Ending.NODE_FAILED);
        } catch (IOException e) {
            // Unreadable now; the next look tells more.
            return new Sighting.Running(job);
        }
    }

    private static Ending ending(String exit) {
        return switch (exit) {
            case "0" -> Ending.FINISHED;
            case "timeout" -> Ending.TIMEOUT;
            case "cancelled" -> Ending.CANCELLED;
            default -> Ending.FAILED;
        };
    }

    private static boolean young(Path attempt) throws IOException {
        Instant made = Files.getLastModifiedTime(attempt).toInstant();
        return made.isAfter(Instant.now().minus(STARTING));
    }

    private static boolean alive(String pid) throws IOException {
        String[] identity = pid.split(" ", -1);
        if (identity.length != 2 || !identity[0].matches("[0-9]{1,10}")) {
            return false;
        }
        Optional<String> stat = content(Path.of("/proc", identity[0], "stat"));
        return stat.isPresent() && sameProcess(stat.get(), identity[1]);
    }

    /** Fields behind the name, which is in parentheses and may hold anything. */
    private static boolean sameProcess(String stat, String start) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean zombie = fields[0].equals("Z");
        return !zombie && fields[START_TIME_FIELD - 3].equals(start);
    }

    private static Optional<String> content(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
