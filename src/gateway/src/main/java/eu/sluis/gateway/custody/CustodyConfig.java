package eu.sluis.gateway.custody;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;

/** Where the managed custodian keeps its keys. */
@ConfigMapping(prefix = "sluis.custody")
public interface CustodyConfig {

    /**
     * The keystore file. Made at first start with mode 0600 in a directory of mode 0700; the
     * gateway does not start if others can read either, if it lies where the database or the store
     * lies, or if it is not the one that the database was first started with. Whoever has it and
     * the database can open everything: back it up elsewhere. Replicas share it.
     */
    Path keystore();

    /**
     * Directories that the keystore must not lie in, because their backups must not hold it: the
     * store's by default; name the database's as well where it is on this machine.
     */
    @WithDefault("${sluis.store.directory}")
    List<Path> apartFrom();
}
