package eu.sluis.gateway.access;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one accepted spelling of {@code Authorization: Sluis-Runner …}. */
record RunnerHeader(AttemptId attempt, int rank, long seconds, byte[] signature) {

    private static final Pattern FORM =
            Pattern.compile(
                    "Sluis-Runner attempt=\"([0-9a-f-]{36})\",rank=\"(0|[1-9][0-9]{0,5})\","
                            + "time=\"([0-9]{1,12})\",signature=\"([A-Za-z0-9+/]{86}==)\"");

    static Optional<RunnerHeader> parse(@Nullable String header) {
        Matcher parts = FORM.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RunnerHeader(
                            AttemptId.of(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            Long.parseLong(parts.group(3)),
                            Base64.getDecoder().decode(parts.group(4))));
        } catch (IllegalArgumentException notCanonical) {
            return Optional.empty();
        }
    }

    /** What the runner signs: five lines, none ended by a line feed but the first four. */
    byte[] signedBytes(String method, String uri, Digest body) {
        return String.join(
                        "\n", "sluis.request.v1", method, uri, Long.toString(seconds), body.text())
                .getBytes(StandardCharsets.UTF_8);
    }
}
