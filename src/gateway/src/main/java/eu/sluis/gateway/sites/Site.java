package eu.sluis.gateway.sites;

import eu.sluis.contract.Custody;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.SiteView;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.Place;
import java.time.Instant;

/**
 * A site by its newest statement, whose signature was verified when it was read.
 *
 * @param reachable whether its cluster answered last time
 */
public record Site(SiteStatement statement, Signed signed, PublicKey key, boolean reachable) {

    public SiteName name() {
        return statement.site();
    }

    /** Whether the statement speaks for this instant. */
    public boolean inForce(Instant now) {
        return now.isBefore(statement.notAfter());
    }

    /** The site as policy asks about it. */
    public Place place(Custody custody) {
        return Place.site(statement, custody);
    }

    SiteView view() {
        return new SiteView(statement, signed, key, reachable);
    }
}
