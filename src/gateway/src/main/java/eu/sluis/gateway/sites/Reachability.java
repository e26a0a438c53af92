package eu.sluis.gateway.sites;

import eu.sluis.contract.SiteName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which sites' clusters answered last time, this gateway or the replica that has the site; after a
 * start, none has yet.
 */
@ApplicationScoped
public class Reachability {

    private final Set<SiteName> reachable = ConcurrentHashMap.newKeySet();

    /** The site's cluster answered. */
    public void answered(SiteName site) {
        reachable.add(site);
    }

    /** The site's cluster did not answer. */
    public void failed(SiteName site) {
        reachable.remove(site);
    }

    /** Whether it answered last time. */
    public boolean of(SiteName site) {
        return reachable.contains(site);
    }
}
