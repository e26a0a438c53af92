package eu.sluis.gateway.jobs;

import eu.sluis.contract.SiteName;

/**
 * The right to move the jobs of a site, as of one round of its loop.
 *
 * @param token rises with each change of hands; {@link SiteLeases#require} says whether it holds
 */
record SiteFence(SiteName site, long token) {}
