/**
 * The service between tenants and clusters.
 *
 * <p>Features live in its sub-packages; nothing else belongs here.
 */
@NullMarked
package eu.sluis.gateway;

import org.jspecify.annotations.NullMarked;
