package eu.sluis.custody;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What src/docs/formats/label.md says is so. */
class LabelPageTest {

    @Test
    void theFirstTwoLabelsOfEachExampleMeetInTheThird() throws IOException {
        List<String> examples = Page.blocks(Page.read("label.md").text(), "json");
        assertThat(examples).hasSize(3);
        for (String example : examples) {
            List<Label> labels = example.lines().map(LabelPageTest::label).toList();

            Label meet = Labels.meet(labels.get(0), labels.get(1));

            assertThat(meet).isEqualTo(labels.get(2));
            assertThat(Json.canonical(meet))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(example.lines().toList().get(2));
        }
    }

    private static Label label(String line) {
        return Json.read(line.getBytes(StandardCharsets.UTF_8), Label.class);
    }
}
