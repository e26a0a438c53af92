package eu.sluis.contract.api;

import eu.sluis.contract.Clause;
import eu.sluis.contract.SiteName;
import java.util.List;

/**
 * What policy says of one site.
 *
 * @param refusing the clauses that refuse it; empty means allowed
 * @param decisive those of them whose removal alone would allow it
 */
public record SiteAnswer(
        SiteName site, boolean allowed, List<Clause> refusing, List<Clause> decisive) {

    public SiteAnswer {
        refusing = List.copyOf(refusing);
        decisive = List.copyOf(decisive);
    }
}
