package eu.sluis.gateway.platform;

/** Why code looks across tenants; every reason there is. */
public enum CrossTenant {
    /** A token, an enrolment or a runner's signature does not yet say whose it is. */
    FIRST_CONTACT,
    /** Jobs are moved on, whoever they belong to. */
    RECONCILE,
    /** The operator looks at tenants, jobs or sites. */
    OPERATOR
}
