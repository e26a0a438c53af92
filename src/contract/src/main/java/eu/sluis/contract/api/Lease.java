package eu.sluis.contract.api;

/**
 * Whether a runner may go on.
 *
 * @param proceed false means: end the payload now
 * @param seconds how long this answer holds
 */
public record Lease(boolean proceed, long seconds) {}
