package eu.sluis.contract.api;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version.
 *
 * @param state {@code open}, {@code closed} or {@code partial}
 * @param record the closing {@code sluis.version.v1}, once there is one
 * @param author who signed the record
 * @param authority for a runner's key the {@code sluis.release.v1} that certifies it
 */
public record VersionView(
        VersionId id,
        DatasetId dataset,
        long number,
        String state,
        @Nullable Signed record,
        @Nullable PublicKey author,
        @Nullable Signed authority,
        long sealedBytes,
        Instant created) {}
