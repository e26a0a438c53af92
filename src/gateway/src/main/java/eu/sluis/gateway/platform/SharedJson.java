package eu.sluis.gateway.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.sluis.contract.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Gives the REST layer the contract's own mapper, so that bodies are read as strictly as documents.
 */
final class SharedJson {

    SharedJson() {}

    @Produces
    @Singleton
    static ObjectMapper mapper() {
        return Json.mapper();
    }
}
