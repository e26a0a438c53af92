package eu.sluis.gateway.datasets;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.ObjectView;
import java.time.Instant;

/**
 * A row of {@code object}: room reserved for bytes on their way, or bytes that are stored.
 *
 * @param bytes length of the age file
 * @param digest as declared; for a stored object as checked
 */
record ObjectRow(
        VersionId version,
        ObjectId id,
        long bytes,
        Digest digest,
        boolean stored,
        Instant created) {

    /** Room to be reserved. */
    ObjectRow(VersionId version, ObjectId id, Declared declared, Instant created) {
        this(version, id, declared.bytes(), declared.digest(), false, created);
    }

    boolean sameBytes(Declared declared) {
        return bytes == declared.bytes() && digest.equals(declared.digest());
    }

    ObjectView view() {
        return new ObjectView(id, version, bytes, digest);
    }
}
