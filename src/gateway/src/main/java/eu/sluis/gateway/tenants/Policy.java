package eu.sluis.gateway.tenants;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Label;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;
import java.util.UUID;

/**
 * One version of the label of a tenant or a project, as the custodian signs it.
 *
 * @param type always {@link #TYPE}; separates this from whatever else the custodian signs
 * @param subject the tenant's or the project's id
 * @param version from 1, without gaps
 */
public record Policy(String type, TenantId tenant, UUID subject, int version, Label label) {

    public static final String TYPE = "sluis.policy.v1";

    public Policy {
        if (!TYPE.equals(type)) {
            throw new InvalidValue("type must be " + TYPE);
        }
        Require.present(tenant, "tenant");
        Require.present(subject, "subject");
        Require.within(version, 1, Integer.MAX_VALUE, "version");
        Require.present(label, "label");
    }

    static Policy of(TenantId tenant, UUID subject, int version, Label label) {
        return new Policy(TYPE, tenant, subject, version, label);
    }
}
