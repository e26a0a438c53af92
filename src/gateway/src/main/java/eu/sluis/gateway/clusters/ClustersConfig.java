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

        /**
         * For slurm: one more user with a token there, to whom Slurm shows everybody's jobs: any
         * user unless {@code PrivateData} holds {@code jobs}, else an operator of Slurm's. Then one
         * listing shows them all; absent means a listing for each user. No project runs as it.
         */
        Optional<String> observer();

        /** For slurm: the partition; absent means the cluster's default. */
        Optional<String> partition();

        /** For local: the site's directory, with its site.properties. */
        Optional<Path> directory();

        /** For local: the program that starts an attempt. */
        @WithDefault("/usr/lib/sluis/sluis-supervisor")
        Path supervisor();

        /**
         * For slurm: how long a submission or a listing may take; well above Slurm's own
         * MessageTimeout, since a submission without an answer is one whose outcome is unknown.
         * Other questions end after four seconds. Unit: ISO 8601.
         */
        @WithDefault("PT12S")
        Duration timeout();
    }

    /** The kinds of cluster that there are adapters for. */
    enum Kind {
        SLURM,
        LOCAL
    }
}
