package eu.sluis.gateway.clusters;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How the cluster of each site is spoken to, by the site's name. */
@ConfigMapping(prefix = "sluis.clusters")
public interface ClustersConfig {

    /** By the site's name. */
    @WithParentName
    Map<String, ClusterConfig> sites();

    /** One cluster. */
    interface ClusterConfig {

        /** {@code slurm} or {@code local}. */
        Kind kind();

        /** For slurm: the URL of slurmrestd, such as {@code http://127.0.0.1:6820}. */
        Optional<URI> url();

        /**
         * For slurm: a directory with one file per unix user, named after the user, that holds a
         * Slurm token for that user alone. Projects are mapped to these users, one to one.
         */
        Optional<Path> tokens();

        /** For slurm: the partition; absent means the cluster's default. */
        Optional<String> partition();

        /** For local: the site's directory, with its site.properties. */
        Optional<Path> directory();

        /** For local: the program that starts an attempt. */
        @WithDefault("/usr/lib/sluis/sluis-supervisor")
        Path supervisor();

        /** How long an answer may take; well above Slurm's own MessageTimeout. Unit: ISO 8601. */
        @WithDefault("PT12S")
        Duration timeout();
    }

    /** The kinds of cluster that there are adapters for. */
    enum Kind {
        SLURM,
        LOCAL
    }
}
