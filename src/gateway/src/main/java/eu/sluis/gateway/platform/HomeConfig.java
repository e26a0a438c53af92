package eu.sluis.gateway.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Set;

/** Where the gateway itself stands, with its database and stores. */
@ConfigMapping(prefix = "sluis.home")
public interface HomeConfig {

    /** The gateway's zone, such as {@code eu/nl}: data that may not be there is refused. */
    String zone();

    /**
     * Every law that may reach whoever runs the gateway (ISO 3166 codes), such as {@code NL},
     * separated by commas.
     */
    Set<String> jurisdictions();
}
