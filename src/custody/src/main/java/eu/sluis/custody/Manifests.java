package eu.sluis.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;

/**
 * Reads manifests that were opened, and holds what arrived against them.
 *
 * <p>That the manifest's sealed bytes have the digest which the author signed is to be checked
 * before it is opened; the path of each file is checked by {@link ManifestFile} itself.
 */
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

    /**
     * Returns if an object's sealed bytes are those that the manifest lists.
     *
     * @param digest of the sealed bytes that arrived
     * @param sealedBytes how many arrived
     * @throws InvalidValue otherwise: then nothing of the object may be used
     */
    public static void requireListed(ManifestFile listed, Digest digest, long sealedBytes) {
        if (sealedBytes != listed.sealedBytes() || !digest.equals(listed.digest())) {
            throw new InvalidValue("an object is not the one that its manifest lists");
        }
    }

    /** The exact version that a record closes. */
    public static VersionRef closed(VersionRecord version) {
        return new VersionRef(version.dataset(), version.version(), version.manifestDigest());
    }
}
