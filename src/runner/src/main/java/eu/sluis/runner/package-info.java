/**
 * What runs on a compute node: redeems a slot, opens inputs, runs the payload in a sandbox, seals
 * outputs.
 *
 * <p>No SQL, no Quarkus, no knowledge of tenants beyond its own slot.
 */
@NullMarked
package eu.sluis.runner;

import org.jspecify.annotations.NullMarked;
