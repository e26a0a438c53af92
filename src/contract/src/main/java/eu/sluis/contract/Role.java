package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a member of a tenant may do. */
public enum Role {
    /** Submits jobs and opens their results, in projects the member belongs to. */
    @JsonProperty("submitter")
    SUBMITTER,
    /** Makes datasets and puts data into them, in projects the member belongs to. */
    @JsonProperty("steward")
    STEWARD,
    /** Approves what a policy wants a second person for. */
    @JsonProperty("approver")
    APPROVER,
    /** Reads everything of the tenant, changes nothing. */
    @JsonProperty("auditor")
    AUDITOR,
    /** Manages projects and members. */
    @JsonProperty("tenant-admin")
    TENANT_ADMIN
}
