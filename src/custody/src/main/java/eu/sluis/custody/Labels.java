package eu.sluis.custody;

import eu.sluis.contract.Label;
import eu.sluis.contract.Zone;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The meet of labels: allows exactly what each of them allows.
 *
 * <p>Commutative, associative, and idempotent on reduced labels; what it yields is reduced: no zone
 * lies within another, and {@code *} stands alone. So labels that allow the same have equal meets
 * with themselves. Source: src/docs/formats/label.md.
 */
public final class Labels {

    private Labels() {}

    /**
     * The meet of at least one label.
     *
     * @throws IllegalArgumentException if there is none: the meet of nothing would allow everything
     */
    public static Label meet(Collection<Label> labels) {
        return labels.stream()
                .reduce(Labels::meet)
                .orElseThrow(() -> new IllegalArgumentException("a meet needs a label"));
    }

    /** The meet of two labels. */
    public static Label meet(Label a, Label b) {
        return new Label(
                zones(a.zones(), b.zones()),
                words(a.jurisdictions(), b.jurisdictions()),
                words(a.purposes(), b.purposes()),
                stricter(a.evidence(), b.evidence()),
                stricter(a.custody(), b.custody()),
                stricter(a.egress(), b.egress()),
                stricter(a.recipients(), b.recipients()),
                earlier(a.until(), b.until()));
    }

    private static SortedSet<Zone> zones(SortedSet<Zone> a, SortedSet<Zone> b) {
        SortedSet<Zone> both = new TreeSet<>();
        a.stream().filter(zone -> within(zone, b)).forEach(both::add);
        b.stream().filter(zone -> within(zone, a)).forEach(both::add);
        SortedSet<Zone> reduced = new TreeSet<>(both);
        reduced.removeIf(zone -> both.stream().anyMatch(o -> !o.equals(zone) && o.contains(zone)));
        return reduced;
    }

    private static boolean within(Zone zone, SortedSet<Zone> zones) {
        return zones.stream().anyMatch(outer -> outer.contains(zone));
    }

    private static SortedSet<String> words(SortedSet<String> a, SortedSet<String> b) {
        if (a.contains(Label.ANY)) {
            return b.contains(Label.ANY) ? new TreeSet<>(Set.of(Label.ANY)) : b;
        }
        if (b.contains(Label.ANY)) {
            return a;
        }
        SortedSet<String> both = new TreeSet<>(a);
        both.retainAll(b);
        return both;
    }

    private static <E extends Enum<E>> E stricter(E a, E b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
