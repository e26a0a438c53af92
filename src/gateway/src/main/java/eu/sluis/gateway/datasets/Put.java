package eu.sluis.gateway.datasets;

import eu.sluis.contract.api.ObjectView;

/**
 * What putting an object came to.
 *
 * @param made false if the very same object was there before
 */
public record Put(ObjectView object, boolean made) {}
