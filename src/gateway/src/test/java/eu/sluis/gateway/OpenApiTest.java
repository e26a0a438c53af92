package eu.sluis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.gateway.kit.Http;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dopenapi.write=true} to write the page anew. */
@QuarkusTest
class OpenApiTest {

    private static final Path PAGE = Path.of("../docs/openapi.yaml");

    @Test
    void theCheckedInDocumentIsWhatTheGatewayServes() throws IOException {
        String served = new String(Http.anonymous().get("/q/openapi?format=yaml").body(), UTF_8);

        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(PAGE, served);
        }

        assertThat(PAGE).content().isEqualTo(served);
    }
}
