package eu.sluis.gateway.datasets;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where sealed objects are kept, and how much of them. */
@ConfigMapping(prefix = "sluis.store")
public interface StoreConfig {

    /**
     * The directory of the {@code file} store; made with mode 0700 if it is missing. Replicas share
     * it. It must be one file system, since an object enters by a rename.
     */
    Path directory();

    /**
     * The most bytes that one tenant may keep, objects being uploaded included, so that no tenant
     * can fill the store for the others. 1 TiB by default.
     */
    @WithDefault("1T")
    MemorySize maxBytes();

    /** The most bytes of one object. 64 GiB by default: one shard, not one archive. */
    @WithDefault("64G")
    MemorySize maxObjectBytes();

    /**
     * The file system's free bytes that uploads must leave, counting those still on their way
     * through this replica. 256 MiB by default: the database may live beside it.
     */
    @WithDefault("256M")
    MemorySize minFreeBytes();

    /**
     * How long room stays reserved for an upload that no longer shows life, such as one whose
     * gateway was killed; longer than the longest upload takes. 24 hours by default.
     */
    @WithDefault("24H")
    Duration reservation();
}
