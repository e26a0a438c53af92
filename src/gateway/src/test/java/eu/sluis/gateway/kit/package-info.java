/** What tests of the gateway share: real PostgreSQL, an issuer, tenants and their members. */
@NullUnmarked
package eu.sluis.gateway.kit;

import org.jspecify.annotations.NullUnmarked;
