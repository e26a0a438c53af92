package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The story of deploy/quickstart, on the stand's clusters; the others build on what it makes. */
@Order(1)
@TestMethodOrder(MethodOrderer.MethodName.class)
class DemonstrationIT {

    @Test
    void playsTheWholeStoryAndFindsNothingInTheClear() {
        Stand.Outcome story = Stand.run(Map.of(), "deploy/demo/play", Stand.directory().toString());

        assertThat(story.ok())
                .contains("COMPLETED")
                .contains("trained on 399, tested on 170, accuracy 0.9765")
                .contains("found in none, but in all");
    }
}
