package eu.sluis.contract.document;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * Closes a version; signed by its author: a user's key, or a runner's that a release certifies.
 *
 * @param keyFile the digest of the sealed key file
 * @param manifest the object that is the sealed manifest
 * @param manifestDigest the digest of the sealed manifest's bytes
 * @param previous the version this one follows
 * @param partial whether a job ended before it had written all
 */
public record VersionRecord(
        DatasetId dataset,
        VersionId version,
        Digest keyFile,
        ObjectId manifest,
        Digest manifestDigest,
        @Nullable VersionId previous,
        boolean partial)
        implements Document {

    public VersionRecord {
        Require.present(dataset, "dataset");
        Require.present(version, "version");
        Require.present(keyFile, "keyFile");
        Require.present(manifest, "manifest");
        Require.present(manifestDigest, "manifestDigest");
    }
}
