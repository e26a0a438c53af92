package eu.sluis.custody;

import eu.sluis.contract.Custody;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Zone;
import eu.sluis.contract.document.SiteStatement;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Somewhere that data or keys could go.
 *
 * @param name for refusals: {@code site nl}, or {@code home}
 * @param jurisdictions every law that may reach whoever runs it
 * @param evidence what it offers
 * @param custody who holds the identities there
 */
public record Place(
        String name,
        Zone zone,
        SortedSet<String> jurisdictions,
        EvidenceLevel evidence,
        Custody custody) {

    public Place {
        jurisdictions = Collections.unmodifiableSortedSet(new TreeSet<>(jurisdictions));
        if (jurisdictions.isEmpty()) {
            // Each law must be allowed: a place under none would be allowed everywhere.
            throw new InvalidValue("a place is under at least one jurisdiction");
        }
    }

    /** The site as its statement has it. */
    public static Place site(SiteStatement statement, Custody custody) {
        return new Place(
                "site " + statement.site(),
                statement.zone(),
                statement.jurisdictions(),
                statement.evidence(),
                custody);
    }

    /**
     * The gateway's own place. It only ever holds ciphertext and (managed custody) keys, so a floor
     * of evidence, which speaks of where plaintext comes to be, does not bind it.
     */
    public static Place home(Zone zone, SortedSet<String> jurisdictions, Custody custody) {
        return new Place("home", zone, jurisdictions, EvidenceLevel.A3, custody);
    }
}
