package eu.sluis.contract;

/**
 * One clause of one policy that says no.
 *
 * @param source whose policy: {@code tenant}, {@code project}, {@code intent}, or {@code dataset}
 *     and its id
 * @param clause {@code zones}, {@code jurisdictions}, {@code purposes}, {@code evidence}, {@code
 *     custody}, {@code egress}, {@code recipients} or {@code until}
 * @param reason a sentence: what is asked, what is there
 */
public record Clause(String source, String clause, String reason) {}
