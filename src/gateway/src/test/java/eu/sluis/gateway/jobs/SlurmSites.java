package eu.sluis.gateway.jobs;

import eu.sluis.gateway.clusters.slurm.FakeSlurm;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/** Two sites, nl and ee, on a stand-in for Slurm each, with two hundred users for projects. */
public final class SlurmSites implements QuarkusTestResourceLifecycleManager {

    /** The stand-in of site nl; the test's own, as there is one at a time. */
    static volatile FakeSlurm nl;

    private FakeSlurm ee;

    @Override
    public Map<String, String> start() {
        try {
            nl = new FakeSlurm();
            ee = new FakeSlurm();
            String tokens = tokens().toString();
            return Map.of(
                    "sluis.clusters.nl.kind",
                    "slurm",
                    "sluis.clusters.nl.url",
                    nl.url().toString(),
                    "sluis.clusters.nl.tokens",
                    tokens,
                    "sluis.clusters.nl.timeout",
                    "PT1S",
                    "sluis.clusters.ee.kind",
                    "slurm",
                    "sluis.clusters.ee.url",
                    ee.url().toString(),
                    "sluis.clusters.ee.tokens",
                    tokens,
                    "sluis.clusters.ee.timeout",
                    "PT1S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path tokens() throws IOException {
        Path directory = Files.createTempDirectory("sluis-test-tokens");
        directory.toFile().deleteOnExit();
        IntStream.range(100, 300)
                .forEach(number -> {
                    Path file = directory.resolve("sluis-p" + number);
                    try {
                        Files.writeString(file, "token");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    file.toFile().deleteOnExit();
                });
        return directory;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(nl, new TestInjector.MatchesType(FakeSlurm.class));
    }

    @Override
    public void stop() {
        nl.close();
        ee.close();
    }
}
