package eu.sluis.contract.api;

import eu.sluis.contract.Signed;
import java.util.Map;

/**
 * A release and the key files that it speaks of.
 *
 * @param release a {@code sluis.release.v1}, signed by the custodian
 * @param intent the exact intent that it follows from
 * @param keyFiles by version id, each re-addressed to the release's recipient
 */
public record ReleaseAnswer(Signed release, Signed intent, Map<String, byte[]> keyFiles) {}
