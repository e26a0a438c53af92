package eu.sluis.custody;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.VersionRef;

/** Reads manifests that were opened. */
public final class Manifests {

    private Manifests() {}

    /**
     * Reads an opened manifest and checks that it speaks of the version that it came with.
     *
     * @throws InvalidValue if it is not canonical, or of another dataset or version
     */
    public static Manifest read(byte[] opened, VersionRef version) {
        Manifest manifest = Json.readCanonical(opened, Manifest.class);
        boolean same =
                manifest.dataset().equals(version.dataset())
                        && manifest.version().equals(version.version());
        if (!same) {
            throw new InvalidValue("the manifest belongs to another version");
        }
        return manifest;
    }
}
