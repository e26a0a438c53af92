package eu.sluis.gateway.tenants;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Onboarding. */
@ConfigMapping(prefix = "sluis.tenants")
public interface TenantsConfig {

    /**
     * A file into which the operator's enrolment string is written at start; it is also logged.
     * Default: none. It holds no secret, but whoever can change it can make the operator trust
     * another gateway.
     */
    Optional<Path> operatorEnrolment();
}
