package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a payload can reach. */
public enum NetworkClass {
    /** Nothing but its own loopback. */
    @JsonProperty("none")
    NONE,
    /** The nodes of its own job. */
    @JsonProperty("job")
    JOB
}
