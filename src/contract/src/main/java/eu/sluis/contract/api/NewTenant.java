package eu.sluis.contract.api;

import eu.sluis.contract.Label;
import eu.sluis.contract.Require;
import org.jspecify.annotations.Nullable;

/**
 * Onboards a tenant (operator only).
 *
 * @param name for people, unique at this gateway
 * @param label the outermost bound of all its data; absent means the gateway's home zone and
 *     jurisdictions, any purpose, evidence A0, managed custody, egress to the owner
 */
public record NewTenant(String name, @Nullable Label label) {

    public NewTenant {
        Require.name(name, 64, "name");
    }
}
