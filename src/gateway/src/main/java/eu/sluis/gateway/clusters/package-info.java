/**
 * The port to clusters and its adapters.
 *
 * <p>Knows attempts by UUID and nothing of tenants.
 */
@NullMarked
package eu.sluis.gateway.clusters;

import org.jspecify.annotations.NullMarked;
