package eu.sluis.runner;

import eu.sluis.contract.AttemptId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What of an attempt is still on the machine: processes that name it, and mounts in any namespace.
 */
final class Leftovers {

    private Leftovers() {}

    /** Each process whose arguments or mounts name the attempt. */
    static List<String> of(AttemptId attempt) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                for (String file : List.of("cmdline", "mountinfo")) {
                    if (content(process.resolve(file)).contains(attempt.toString())) {
                        found.add(process.getFileName() + " " + file);
                    }
                }
            }
        }
        return found;
    }

    /** The processes, as seen from this machine, whose arguments contain all of {@code words}. */
    static List<Long> processes(String... words) throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String arguments = content(process.resolve("cmdline"));
                if (List.of(words).stream().allMatch(arguments::contains)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return found;
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
