/**
 * Who is calling: tokens to tenant scopes, runners' signatures to attempts, operators.
 *
 * <p>No feature's data; this is the only maker of a TenantScope.
 */
@NullMarked
package eu.sluis.gateway.access;

import org.jspecify.annotations.NullMarked;
