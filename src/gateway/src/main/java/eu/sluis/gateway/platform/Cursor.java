package eu.sluis.gateway.platform;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.api.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is ordered by (created, id), both ascending: all after it come next.
 *
 * <p>Opaque to clients, and no right: whoever presents one sees only what is theirs.
 */
public record Cursor(Instant created, String id) {

    /** Before every row. */
    public static final Cursor START = new Cursor(Instant.EPOCH, "");

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12})\\.([0-9]{1,9}) ([A-Za-z0-9-]{1,64})");

    /**
     * Reads {@code ?cursor=}; absent means {@link #START}.
     *
     * @throws InvalidValue if it is none of ours
     */
    public static Cursor of(@Nullable String parameter) {
        return parameter == null ? START : parse(parameter);
    }

    private static Cursor parse(String parameter) {
        try {
            byte[] text = Base64.getUrlDecoder().decode(parameter);
            var parts = FORM.matcher(new String(text, StandardCharsets.UTF_8));
            if (parts.matches()) {
                return new Cursor(
                        Instant.ofEpochSecond(
                                Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))),
                        parts.group(3));
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
        throw invalid();
    }

    private static InvalidValue invalid() {
        return new InvalidValue("cursor must be the next member of a page");
    }

    /** The id as the UUID that it is in most tables; the nil UUID before every row. */
    public UUID uuid() {
        try {
            return id.isEmpty() ? new UUID(0, 0) : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** What goes into {@code next}. */
    public String text() {
        String plain = created.getEpochSecond() + "." + created.getNano() + " " + id;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a page of rows that were asked for with {@code LIMIT limit.rows() + 1}.
     *
     * @param place of a row, for the cursor behind the last one shown
     */
    public static <R, T> Page<T> page(
            List<R> rows, Limit limit, Function<R, Cursor> place, Function<R, T> shape) {
        boolean more = rows.size() > limit.rows();
        List<R> shown = more ? rows.subList(0, limit.rows()) : rows;
        String next = more ? place.apply(shown.getLast()).text() : null;
        return new Page<>(shown.stream().map(shape).toList(), next);
    }
}
