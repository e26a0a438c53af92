package eu.sluis.gateway.jobs;

import eu.sluis.contract.Digest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a stream has seen, which it shows when it comes back: so that nothing has to be
 * kept for it.
 *
 * @param fence of the attempt whose log it is
 * @param piece the newest piece's number, or -1
 * @param digest of the job as it was
 */
record EventId(long fence, long piece, String digest) {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,18})\\.(-1|[0-9]{1,18})\\.([0-9a-f]{16})");
    private static final int DIGEST_BYTES = 8;

    /** Reads {@code Last-Event-ID}; empty if it is none of ours, as if nothing had been seen. */
    static Optional<EventId> of(@Nullable String header) {
        Matcher parts = FORM.matcher(header == null ? "" : header);
        return parts.matches()
                ? Optional.of(
                        new EventId(
                                Long.parseLong(parts.group(1)),
                                Long.parseLong(parts.group(2)),
                                parts.group(3)))
                : Optional.empty();
    }

    /** As much of a digest as tells one state of a job from the next. */
    static String digest(Digest whole) {
        return HexFormat.of().formatHex(whole.raw(), 0, DIGEST_BYTES);
    }

    @Override
    public String toString() {
        return fence + "." + piece + "." + digest;
    }
}
