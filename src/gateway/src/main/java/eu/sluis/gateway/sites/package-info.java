/**
 * Sites and their signed statements, and the gateway's own place.
 *
 * <p>How a cluster is spoken to is in clusters.
 */
@NullMarked
package eu.sluis.gateway.sites;

import org.jspecify.annotations.NullMarked;
