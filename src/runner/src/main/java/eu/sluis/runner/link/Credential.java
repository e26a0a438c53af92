package eu.sluis.runner.link;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.seal.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Signs requests with the key that the slot was redeemed with. Source: src/docs/api.md, "Requests
 * of runners".
 */
public record Credential(AttemptId attempt, SigningKey key, InstantSource clock) {

    /**
     * The {@code Authorization} header of one request, good for some minutes.
     *
     * @param path as sent, with {@code /v1}
     * @param body the digest of the body as sent
     */
    String header(String method, String path, Digest body) {
        long seconds = clock.instant().getEpochSecond();
        String text =
                String.join(
                        "\n",
                        "sluis.request.v1",
                        method,
                        path,
                        Long.toString(seconds),
                        body.text());
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8)).signature();
        return "Sluis-Runner attempt=\"%s\",rank=\"0\",time=\"%d\",signature=\"%s\""
                .formatted(attempt, seconds, Base64.getEncoder().encodeToString(signature));
    }
}
