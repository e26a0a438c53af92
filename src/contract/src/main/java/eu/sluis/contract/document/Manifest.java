package eu.sluis.contract.document;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import eu.sluis.contract.VersionId;
import java.util.List;

/**
 * Lists the files of a version. It travels sealed; only its sealed bytes' digest is signed.
 *
 * <p>What it does not list does not belong to the version.
 */
public record Manifest(DatasetId dataset, VersionId version, List<ManifestFile> files) {

    public Manifest {
        Require.present(dataset, "dataset");
        Require.present(version, "version");
        files = List.copyOf(Require.present(files, "files"));
        long paths = files.stream().map(ManifestFile::path).distinct().count();
        if (paths != files.size()) {
            throw new InvalidValue("the manifest lists a path twice");
        }
    }
}
