package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a runner is; the order is the order of a life. */
public enum RunnerPhase {
    /** Opening inputs into memory. */
    @JsonProperty("opening")
    OPENING,
    /** The payload runs. */
    @JsonProperty("running")
    RUNNING,
    /** Outputs are being sealed. */
    @JsonProperty("sealing")
    SEALING,
    /** The runner stopped without running, or without committing. */
    @JsonProperty("refused")
    REFUSED
}
