/**
 * Leaves and decisions, written in the transaction of the act.
 *
 * <p>It decides nothing.
 */
@NullMarked
package eu.sluis.gateway.audit;

import org.jspecify.annotations.NullMarked;
