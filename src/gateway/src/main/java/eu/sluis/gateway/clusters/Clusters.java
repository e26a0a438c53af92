package eu.sluis.gateway.clusters;

import eu.sluis.contract.SiteName;
import eu.sluis.gateway.clusters.ClustersConfig.ClusterConfig;
import eu.sluis.gateway.clusters.local.LocalCluster;
import eu.sluis.gateway.clusters.slurm.SlurmCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The clusters of this gateway, by site. */
@ApplicationScoped
public class Clusters {

    private final Map<SiteName, Cluster> bySite = new TreeMap<>();

    Clusters(ClustersConfig config) {
        config.sites()
                .forEach((site, cluster) -> bySite.put(new SiteName(site), open(site, cluster)));
    }

    private static Cluster open(String site, ClusterConfig config) {
        return switch (config.kind()) {
            case SLURM ->
                    new SlurmCluster(
                            guarded(required(config.url(), site, "url"), site),
                            required(config.tokens(), site, "tokens"),
                            config.observer(),
                            config.partition(),
                            config.timeout());
            case LOCAL ->
                    new LocalCluster(
                            required(config.directory(), site, "directory"), config.supervisor());
        };
    }

    /** Tokens and names of jobs travel to it: on a network only under TLS. */
    private static URI guarded(URI url, String site) {
        boolean here = Set.of("127.0.0.1", "[::1]", "localhost").contains(url.getHost());
        if (!here && !"https".equals(url.getScheme())) {
            throw new IllegalStateException(
                    "sluis.clusters.\"%s\".url must be https, or of this machine: put a TLS proxy before slurmrestd"
                            .formatted(site));
        }
        return url;
    }

    private static <T> T required(Optional<T> value, String site, String name) {
        return value.orElseThrow(() ->
                new IllegalStateException("set sluis.clusters.\"%s\".%s".formatted(site, name)));
    }

    /** The cluster of a site, if this gateway can speak to it. */
    public Optional<Cluster> of(SiteName site) {
        return Optional.ofNullable(bySite.get(site));
    }

    /** All of them. */
    public Map<SiteName, Cluster> all() {
        return Collections.unmodifiableMap(bySite);
    }
}
