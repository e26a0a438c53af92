package eu.sluis.runner;

import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.seal.Identity;
import java.util.List;
import java.util.Map;

/**
 * A release that was verified: what may be run, for whom, and the identities of each version.
 *
 * <p>Closing it wipes the identities.
 */
record Grant(Release release, SlotGrant slot, RunIntent intent, Map<VersionId, List<Identity>> keys)
        implements AutoCloseable {

    Grant {
        keys = Map.copyOf(keys);
    }

    /** The identities that open {@code version}, which the intent names. */
    List<Identity> keysOf(VersionRef version) {
        return keys.getOrDefault(version.version(), List.of());
    }

    @Override
    public void close() {
        keys.values().forEach(identities -> identities.forEach(Identity::close));
    }
}
