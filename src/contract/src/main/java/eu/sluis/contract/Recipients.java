package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which kind of age recipient data may be sealed to, loosest first. */
public enum Recipients {
    /**
     * X25519 alone; for clients that know nothing else. Readable to a quantum computer some day.
     */
    @JsonProperty("classic")
    CLASSIC,
    /** ML-KEM-768 with X25519 ({@code age1pq1…}); the default. */
    @JsonProperty("hybrid")
    HYBRID
}
