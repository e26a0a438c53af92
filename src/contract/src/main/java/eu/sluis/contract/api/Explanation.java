package eu.sluis.contract.api;

import java.util.List;

/** What policy says of each site. */
public record Explanation(List<SiteAnswer> sites) {

    public Explanation {
        sites = List.copyOf(sites);
    }
}
