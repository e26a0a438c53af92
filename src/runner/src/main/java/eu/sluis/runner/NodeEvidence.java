package eu.sluis.runner;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.Evidence;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the node helper left for this job: the one-job key and the node's statement about it.
 *
 * <p>The statement names the cluster's job; that this job bears the attempt's UUID is the gateway's
 * to check.
 *
 * @param directory STATE/NODE/JOB; what is not there is no evidence, and the custodian then decides
 *     what A0 is good for
 */
record NodeEvidence(Path directory) {

    /**
     * Signs {@code redemption} with the one-job key.
     *
     * @throws IOException if the directory is there and cannot be read
     */
    Optional<Evidence> under(byte[] redemption) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        byte[] pem = Files.readAllBytes(directory.resolve("key.pem"));
        try (SigningKey jobKey = SigningKey.fromPkcs8Pem(pem)) {
            Signed statement =
                    new Signed(
                            Files.readAllBytes(directory.resolve("statement.json")),
                            Files.readAllBytes(directory.resolve("statement.sig")));
            String nodeKey =
                    Files.readString(directory.resolve("node.pub"), StandardCharsets.US_ASCII);
            return Optional.of(
                    new Evidence(
                            statement,
                            new PublicKey(nodeKey.strip()),
                            jobKey.sign(redemption).signature()));
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }
}
