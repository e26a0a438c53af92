package eu.sluis.contract.api;

import eu.sluis.contract.Label;
import eu.sluis.contract.TenantId;
import java.time.Instant;

/**
 * A tenant as the operator sees it.
 *
 * @param enrolment the enrolment string that its users log in with
 */
public record TenantView(
        TenantId id, String name, String enrolment, Label label, Instant created) {}
