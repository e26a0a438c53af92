package eu.sluis.contract.document;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Require;
import eu.sluis.contract.VersionId;

/**
 * One exact version: its id and what its author signed.
 *
 * @param manifest the digest of the sealed manifest's bytes
 */
public record VersionRef(DatasetId dataset, VersionId version, Digest manifest) {

    public VersionRef {
        Require.present(dataset, "dataset");
        Require.present(version, "version");
        Require.present(manifest, "manifest");
    }
}
