package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How results may leave, loosest first. */
public enum Egress {
    /** The owner opens them. */
    @JsonProperty("owner")
    OWNER,
    /** A second person approves each opening. */
    @JsonProperty("airlock")
    AIRLOCK,
    /** They never leave. */
    @JsonProperty("none")
    NONE
}
