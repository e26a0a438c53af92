package eu.sluis.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How a process that a test started came to its end. */
record Ended(int status, String printed, String errors) {

    static Ended of(Process process) throws IOException, InterruptedException {
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + errors);
        }
        return new Ended(process.exitValue(), printed, errors);
    }
}
