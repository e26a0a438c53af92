package eu.sluis.gateway.kit;

import com.sun.net.httpserver.HttpServer;

/** The few calls of Keycloak's Admin API that onboarding makes; the real one is e2e's. */
public final class FakeKeycloak {

    void serve(HttpServer server) {}
}
