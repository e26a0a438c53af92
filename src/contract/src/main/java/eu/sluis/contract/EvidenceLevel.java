package eu.sluis.contract;

/** How well a site proves where a key goes, weakest first. A policy names the least it accepts. */
public enum EvidenceLevel {
    /** Nothing but the cluster's word. */
    A0,
    /** A statement signed by a node key that the gateway does not hold. */
    A1,
    /** Measured boot (TPM quote). */
    A2,
    /** A report of a trusted execution environment. */
    A3
}
