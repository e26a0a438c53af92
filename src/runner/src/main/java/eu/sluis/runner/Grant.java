package eu.sluis.runner;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.seal.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * The version that an input is: the intent's word, or for another job's output the custodian's.
     *
     * @throws ProblemException BAD_DOCUMENT if the release does not say
     */
    static VersionRef version(Input input, SlotGrant slot) {
        @Nullable VersionRef version =
                input.version() == null ? slot.inputs().get(input.name()) : input.version();
        if (version == null || !version.dataset().equals(input.dataset())) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the release does not say which version an input is");
        }
        return version;
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
