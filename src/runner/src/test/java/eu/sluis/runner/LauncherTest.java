package eu.sluis.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the launcher takes from whoever starts it: the attempt, and nothing else. */
class LauncherTest {

    private static final int MISUSED = 2;

    private final TestSite site = new TestSite();
    private final FakeGateway gateway;

    LauncherTest() throws IOException {
        gateway = new FakeGateway(new World().build(), site.tls());
        site.anchors(gateway, 3);
    }

    @AfterEach
    void remove() {
        gateway.close();
        site.close();
    }

    private Ended launch(List<String> arguments, String... variables)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sluis-runner"));
        command.addAll(arguments);
        return Ended.of(site.start(command, variables));
    }

    private List<String> honest() {
        return List.of(gateway.world.attempt.toString(), site.directory.toString());
    }

    private void refuses(Ended ended, String why) {
        assertThat(ended.status()).as(ended.errors()).isEqualTo(MISUSED);
        assertThat(ended.errors()).startsWith("sluis-runner: error: ").contains(why);
        assertThat(gateway.redemptions).isEmpty();
    }

    @Test
    void takesNothingFromTheEnvironment() throws Exception {
        Path trace = Files.createFile(site.root.resolve("trace"));
        TestSite.permit(trace, "rw-rw-rw-");
        Path evil = Files.writeString(site.root.resolve("evil"), "echo evil >>" + trace + "\n");
        TestSite.permit(evil, "rwxr-xr-x");

        Ended ended =
                launch(
                        honest(),
                        "BASH_ENV=" + evil,
                        "ENV=" + evil,
                        "IFS=/",
                        "PATH=/nowhere",
                        "JAVA_TOOL_OPTIONS=-XX:ErrorFile=/x -showversion",
                        "JDK_JAVA_OPTIONS=-showversion",
                        "_JAVA_OPTIONS=-Xmx1m",
                        "https_proxy=http://127.0.0.1:1",
                        "CLASSPATH=/nowhere");

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        assertThat(trace).isEmptyFile();
    }

    @Test
    void refusesASiteFileThatOthersCanWrite() throws Exception {
        TestSite.permit(site.directory.resolve("site.properties"), "rw-rw-r--");

        refuses(launch(honest()), "site.properties can be written by others");
    }

    @Test
    void refusesACaFileThatOthersCanWrite() throws Exception {
        TestSite.permit(site.directory.resolve("ca.pem"), "rw-r--rw-");

        refuses(launch(honest()), "ca.pem can be written by others");
    }

    @Test
    void refusesADirectoryThatOthersCanWrite() throws Exception {
        TestSite.permit(site.directory, "rwxrwxrwx");

        refuses(launch(honest()), "can be written by others");
    }

    @Test
    void refusesAnythingButAUuid() throws Exception {
        String attempt = gateway.world.attempt.toString();
        String directory = site.directory.toString();

        refuses(launch(List.of()), "usage");
        refuses(launch(List.of("-h", directory)), "usage");
        refuses(launch(List.of("../" + attempt, directory)), "usage");
        refuses(launch(List.of(attempt + "\n", directory)), "usage");
        refuses(launch(List.of(attempt.replace('-', '_'), directory)), "usage");
        refuses(launch(List.of("$(id)aaaa" + attempt.substring(9), directory)), "usage");
    }

    @Test
    void inASlurmJobNobodyChoosesTheAnchors() throws Exception {
        refuses(
                launch(honest(), "SLURM_JOB_ID=7", "SLURM_CLUSTER_NAME=nl"),
                "the site's directory cannot be named");
        refuses(
                launch(
                        List.of(gateway.world.attempt.toString()),
                        "SLURM_JOB_ID=7",
                        "SLURM_CLUSTER_NAME=../tmp"),
                "SLURM_CLUSTER_NAME");
    }

    @Test
    void outsideOfASlurmJobTheDirectoryMustBeNamed() throws Exception {
        refuses(launch(List.of(gateway.world.attempt.toString())), "sluis-supervisor");
    }

    @Test
    void refusesAGatewayWithoutTls() throws Exception {
        Path file = site.directory.resolve("site.properties");
        Files.writeString(file, Files.readString(file).replace("https:", "http:"));

        refuses(launch(honest()), "https://");
    }
}
