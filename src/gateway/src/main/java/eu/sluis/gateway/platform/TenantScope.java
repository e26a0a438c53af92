package eu.sluis.gateway.platform;

import eu.sluis.contract.TenantId;

/**
 * The right to touch one tenant's data, and on whose behalf.
 *
 * <p>Only {@code eu.sluis.gateway.access} makes one; a test of the architecture holds that.
 */
public record TenantScope(TenantId tenant, Actor actor) {}
