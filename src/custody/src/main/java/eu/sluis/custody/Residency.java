package eu.sluis.custody;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Label;
import eu.sluis.contract.document.SiteStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Whether data under these labels may be at a place, for a purpose, now.
 *
 * <p>The same function decides at upload, accept, placement, dispatch, redemption, release, commit
 * and opening.
 */
public final class Residency {

    private Residency() {}

    /**
     * The clauses that refuse, in the order of the labels; none means allowed.
     *
     * <p>Each label is asked on its own: that equals asking their meet, and names who refuses.
     *
     * @throws IllegalArgumentException if there is no label: nothing would refuse
     */
    public static List<Clause> refusals(
            List<LabelSource> labels, Place place, String purpose, Instant now) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a place can only be judged by a label");
        }
        List<Clause> refusing = new ArrayList<>();
        for (LabelSource label : labels) {
            where(label, place, refusing);
            how(label, place, refusing);
            whatFor(label, purpose, now, refusing);
        }
        return List.copyOf(refusing);
    }

    /**
     * The clauses that refuse a job at a site: of the labels for the site and for the home, of what
     * the author asks for the site, and the end of the site's statement. None means allowed.
     *
     * @param labels of tenant, project, each input and the case
     * @param asked of the intent or the question; it says where to compute, so the home is not
     *     bound by it
     */
    public static List<Clause> atSite(
            List<LabelSource> labels,
            LabelSource asked,
            SiteStatement site,
            Place home,
            String purpose,
            Instant now) {
        List<LabelSource> all = new ArrayList<>(labels);
        all.add(asked);
        List<Clause> refusing =
                new ArrayList<>(refusals(all, Place.site(site, home.custody()), purpose, now));
        refusing.addAll(refusals(labels, home, purpose, now));
        if (!now.isBefore(site.notAfter())) {
            String name = "site " + site.site();
            refusing.add(new Clause(name, "until", "the statement of " + name + " has lapsed"));
        }
        return refusing.stream().distinct().toList();
    }

    /**
     * Those of the refusing clauses whose removal alone would allow the place: if one clause of one
     * label says all the refusals there are, this clause.
     */
    public static List<Clause> decisive(List<Clause> refusing) {
        long clauses =
                refusing.stream().map(c -> List.of(c.source(), c.clause())).distinct().count();
        return clauses == 1 ? List.of(refusing.getFirst()) : List.of();
    }

    private static void where(LabelSource source, Place place, List<Clause> refusing) {
        Label label = source.label();
        if (label.zones().stream().noneMatch(zone -> zone.contains(place.zone()))) {
            refusing.add(
                    clause(
                            source,
                            "zones",
                            "allows zones " + words(label.zones()),
                            place.name() + " is in " + place.zone()));
        }
        boolean lawful =
                label.jurisdictions().contains(Label.ANY)
                        || label.jurisdictions().containsAll(place.jurisdictions());
        if (!lawful) {
            refusing.add(
                    clause(
                            source,
                            "jurisdictions",
                            "allows jurisdictions " + words(label.jurisdictions()),
                            place.name() + " is under " + words(place.jurisdictions())));
        }
    }

    private static void how(LabelSource source, Place place, List<Clause> refusing) {
        Label label = source.label();
        if (place.evidence().compareTo(label.evidence()) < 0) {
            refusing.add(
                    clause(
                            source,
                            "evidence",
                            "demands evidence " + label.evidence(),
                            place.name() + " offers " + place.evidence()));
        }
        if (place.custody().compareTo(label.custody()) < 0) {
            refusing.add(
                    clause(
                            source,
                            "custody",
                            "demands that the tenant holds the keys",
                            "the gateway holds them here"));
        }
    }

    private static void whatFor(
            LabelSource source, String purpose, Instant now, List<Clause> refusing) {
        Label label = source.label();
        if (!label.purposes().contains(Label.ANY) && !label.purposes().contains(purpose)) {
            refusing.add(
                    clause(
                            source,
                            "purposes",
                            "allows purposes " + words(label.purposes()),
                            "this is for " + purpose));
        }
        if (label.until() != null && !now.isBefore(label.until())) {
            refusing.add(clause(source, "until", "ended at " + label.until(), "it is " + now));
        }
    }

    private static Clause clause(LabelSource source, String clause, String asked, String there) {
        return new Clause(source.source(), clause, source.source() + " " + asked + "; " + there);
    }

    private static String words(SortedSet<?> words) {
        return words.isEmpty()
                ? "(none)"
                : String.join(", ", words.stream().map(Object::toString).toList());
    }
}
