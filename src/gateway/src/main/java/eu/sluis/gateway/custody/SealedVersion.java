package eu.sluis.gateway.custody;

import eu.sluis.contract.VersionId;

/**
 * What a release needs of a version: its key file, and the identity that opens it.
 *
 * @param keyFile an age file for the dataset's recipient alone
 */
public record SealedVersion(VersionId version, byte[] keyFile, WrappedIdentity identity) {

    @Override
    public String toString() {
        return "SealedVersion[" + version + "]";
    }
}
