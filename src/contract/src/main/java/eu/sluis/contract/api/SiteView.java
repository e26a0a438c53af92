package eu.sluis.contract.api;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.SiteStatement;

/**
 * A site.
 *
 * @param reachable whether its cluster answered last time
 */
public record SiteView(SiteStatement statement, Signed signed, PublicKey key, boolean reachable) {}
