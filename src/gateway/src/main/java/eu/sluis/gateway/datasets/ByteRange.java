package eu.sluis.gateway.datasets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes. Source: RFC 9110, section 14.
 *
 * @param first offset of the first byte
 * @param length at least 1
 */
record ByteRange(long first, long length) {

    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** What a {@code Range} header asks for. */
    sealed interface Asked {}

    /** All of it: there is no header, or none that we serve (several ranges, other units). */
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    record Unsatisfiable() implements Asked {}

    static Asked of(@Nullable String header, long bytes) {
        Matcher parts = FORM.matcher(header == null ? "" : header);
        if (!parts.matches() || parts.group(1).isEmpty() && parts.group(2).isEmpty()) {
            return new Whole();
        }
        Optional<Long> from = number(parts.group(1));
        Optional<Long> to = number(parts.group(2));
        if (from.isEmpty()) {
            long tail = Math.min(to.orElseThrow(), bytes);
            return part(bytes - tail, tail, bytes);
        }
        if (to.isPresent() && to.get() < from.get()) {
            return new Whole();
        }
        long last = Math.min(to.orElse(Long.MAX_VALUE - 1), bytes - 1);
        return part(from.get(), last - from.get() + 1, bytes);
    }

    private static Asked part(long first, long length, long bytes) {
        return first >= bytes || length < 1
                ? new Unsatisfiable()
                : new Part(new ByteRange(first, length));
    }

    private static Optional<Long> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
    }

    String contentRange(long bytes) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + bytes;
    }
}
