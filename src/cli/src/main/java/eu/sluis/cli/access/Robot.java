package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine client.
 *
 * @param clientId its id at the issuer
 * @param secretFile the file with its secret, which is read anew whenever it is needed
 */
public record Robot(String clientId, String secretFile) {

    /**
     * The secret, without white space around it.
     *
     * @throws Failure if the file cannot be read, or others can read it
     */
    String secret() {
        Path file = Path.of(secretFile);
        try {
            Home.refuseIfShared(file, Files.getPosixFilePermissions(file));
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw Failure.other(
                    "the secret file " + file + " cannot be read",
                    "give the file that holds the robot's secret with --secret-file");
        }
    }
}
