package eu.sluis.gateway.clusters;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.document.Resources;

/**
 * What a cluster is asked to start: one runner for one attempt.
 *
 * @param account the unix user to run as; ignored where there is only one
 */
public record AttemptOrder(AttemptId attempt, Resources resources, String account) {}
