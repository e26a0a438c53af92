package eu.sluis.contract;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The policy that data carries: where, under whose law, for what, how well proven, how it leaves,
 * until when.
 *
 * <p>An empty set allows nothing. {@link #ANY} as a jurisdiction or purpose allows all of them.
 * Source: src/docs/formats/label.md.
 *
 * @param zones places that may hold or compute on the data; each allows itself and all below it
 * @param jurisdictions laws that may reach whoever holds it (ISO 3166 codes such as {@code NL})
 * @param purposes what it may be used for
 * @param evidence the least evidence a site must give before a key is released to it
 * @param custody who must hold the identity
 * @param egress how results may leave
 * @param recipients the least that data is sealed to: hybrid, or classic where that is said
 * @param until no key is released after this instant; absent means no end
 */
public record Label(
        SortedSet<Zone> zones,
        SortedSet<String> jurisdictions,
        SortedSet<String> purposes,
        EvidenceLevel evidence,
        Custody custody,
        Egress egress,
        Recipients recipients,
        @Nullable Instant until) {

    public static final String ANY = "*";

    static final String PURPOSE = "[a-z][a-z0-9-]{0,63}";

    public Label {
        zones = sorted(Require.present(zones, "zones"));
        jurisdictions = words(jurisdictions, "[A-Z]{2}", "jurisdictions");
        purposes = words(purposes, PURPOSE, "purposes");
        Require.present(evidence, "evidence");
        Require.present(custody, "custody");
        Require.present(egress, "egress");
        Require.present(recipients, "recipients");
    }

    private static SortedSet<String> words(
            @Nullable Collection<String> words, String form, String member) {
        SortedSet<String> sorted = sorted(Require.present(words, member));
        for (String word : sorted) {
            if (!word.equals(ANY) && !word.matches(form)) {
                throw new InvalidValue("each of " + member + " must be * or match " + form);
            }
        }
        return sorted;
    }

    private static <T extends Comparable<T>> SortedSet<T> sorted(Collection<T> items) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(items));
    }

    /** The digest of the canonical form. */
    public Digest digest() {
        return Digest.of(Json.canonical(this));
    }
}
