package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a stranger to type is typed here. */
@Order(2)
class ReadmeIT {

    private static final Pattern BLOCK =
            Pattern.compile("## By hand.*?```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void theFlowByHandRunsAsPrinted() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Stand.CHECKOUT.resolve("README.md")));
        assertThat(block.find()).isTrue();
        Tenants.Robot robot = Tenants.robotOfClassicTenant(directory);
        Path script = directory.resolve("flow.sh");
        Files.writeString(script, "set -euo pipefail\ncd '" + directory + "'\n" + block.group(1));

        Stand.Outcome flow = Stand.run(robot.variables(), "bash", script.toString());

        assertThat(flow.ok()).contains("COMPLETED\n3\n");
    }
}
