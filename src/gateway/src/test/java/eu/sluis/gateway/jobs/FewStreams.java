package eu.sluis.gateway.jobs;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A gateway at which a tenant may have three streams open. */
public final class FewStreams implements QuarkusTestResourceLifecycleManager {

    static final int STREAMS = 3;

    @Override
    public Map<String, String> start() {
        return Map.of("sluis.events.streams-per-tenant", Integer.toString(STREAMS));
    }

    @Override
    public void stop() {}
}
