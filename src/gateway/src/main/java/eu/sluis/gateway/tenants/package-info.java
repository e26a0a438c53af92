/**
 * Tenants, members, keys and projects, and their labels.
 *
 * <p>Nothing of datasets or jobs.
 */
@NullMarked
package eu.sluis.gateway.tenants;

import org.jspecify.annotations.NullMarked;
