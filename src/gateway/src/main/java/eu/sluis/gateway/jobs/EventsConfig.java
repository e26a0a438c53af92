package eu.sluis.gateway.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Streams of news about jobs. */
@ConfigMapping(prefix = "sluis.events")
public interface EventsConfig {

    /**
     * How many streams one tenant may have open at a replica; 200 by default. One more is answered
     * with 429, and a client then asks now and then instead.
     */
    @WithDefault("200")
    int streamsPerTenant();
}
