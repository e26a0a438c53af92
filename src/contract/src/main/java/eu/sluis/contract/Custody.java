package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who holds the identities of datasets, loosest first. */
public enum Custody {
    /**
     * The gateway; protects against theft and other tenants, not against the gateway's operator.
     */
    @JsonProperty("managed")
    MANAGED,
    /** The tenant's own key agent. */
    @JsonProperty("tenant")
    TENANT
}
