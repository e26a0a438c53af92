package eu.sluis.runner;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.Evidence;
import eu.sluis.contract.document.NodeStatement;
import eu.sluis.custody.Documents;
import eu.sluis.seal.SecretAccess;
import eu.sluis.seal.SigningKey;
import eu.sluis.seal.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The node helper as Slurm calls it; where /etc/sluis cannot be had, in a mount namespace of its
 * own.
 */
class NodeHelperTest {

    private final SigningKey nodeKey = SigningKey.generate();
    private final Path root;
    private final Path state;

    NodeHelperTest() throws IOException {
        root = Files.createTempDirectory("sluis-node-test");
        state = root.resolve("state");
        Files.createDirectory(state);
        Path etc = Files.createDirectories(root.resolve("etc/nl"));
        Path keys = Files.createDirectory(etc.resolve("node-keys"));
        Files.write(keys.resolve("nl-c1.pem"), nodeKey.toPkcs8Pem(SecretAccess.REVEAL));
        Files.writeString(etc.resolve("site.properties"), "site=nl\nnode.state=" + state + "\n");
    }

    @AfterEach
    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(path -> {
                        try {
                            Files.delete(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }

    /**
     * With {@code root/etc} in the place of /etc/sluis, and the one uid there is as the job's; PATH
     * is not set, as under Slurm.
     */
    private Ended helper(String what, Map<String, String> variables)
            throws IOException, InterruptedException {
        String mounts =
                "set -e; mount -t tmpfs tmpfs /etc; mkdir /etc/sluis; mount --bind \"$1\" /etc/sluis;"
                        + " shift; exec unshare --user --map-user=1000 --map-group=1000 --keep-caps"
                        + " /usr/bin/env -i \"$@\"";
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "/bin/sh",
                                "-c",
                                mounts,
                                "sh",
                                root.resolve("etc").toString()));
        variables.forEach((name, value) -> command.add(name + "=" + value));
        command.add(Path.of("src/main/sh/sluis-node").toAbsolutePath().toString());
        command.add(what);
        return Ended.of(new ProcessBuilder(command).start());
    }

    private static Map<String, String> job() {
        Map<String, String> variables = new HashMap<>();
        variables.put("SLURM_JOB_ID", "4711");
        variables.put("SLURM_CLUSTER_NAME", "nl");
        variables.put("SLURMD_NODENAME", "nl-c1");
        variables.put("SLURM_JOB_UID", "1000");
        return variables;
    }

    private Path left() {
        return state.resolve("nl-c1").resolve("4711");
    }

    @Test
    void leavesAKeyAndAStatementThatTheRunnerAndTheVerifierTake() throws Exception {
        byte[] redemption = World.bytes("{\"any\":\"bytes\"}");

        Ended ended = helper("prolog", job());

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        Evidence evidence = new NodeEvidence(left()).under(redemption).orElseThrow();
        NodeStatement statement =
                Documents.open(evidence.statement(), nodeKey.publicKey(), NodeStatement.class);
        assertThat(statement.site()).isEqualTo(new SiteName("nl"));
        assertThat(statement.node()).isEqualTo("nl-c1");
        assertThat(statement.clusterJob()).isEqualTo("4711");
        assertThat(statement.uid()).isEqualTo(1000);
        assertThat(Instant.ofEpochSecond(statement.start()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(evidence.nodeKey()).isEqualTo(nodeKey.publicKey());
        VerifyingKey.of(statement.jobKey()).verify(redemption, evidence.proof());
    }

    @Test
    void showsTheKeyToTheJobsUserAlone() throws Exception {
        helper("prolog", job());

        assertThat(permissions(left())).isEqualTo("r-x------");
        for (String name : List.of("key.pem", "statement.json", "statement.sig", "node.pub")) {
            assertThat(permissions(left().resolve(name))).isEqualTo("r--------");
        }
    }

    @Test
    void neverReusesWhatALostJobOfTheSameIdLeft() throws Exception {
        helper("prolog", job());
        byte[] first = Files.readAllBytes(left().resolve("key.pem"));

        helper("prolog", job());

        assertThat(Files.readAllBytes(left().resolve("key.pem"))).isNotEqualTo(first);
    }

    @Test
    void removesAllAtTheEnd() throws Exception {
        helper("prolog", job());

        Ended ended = helper("epilog", job());

        assertThat(ended.status()).isZero();
        assertThat(state.resolve("nl-c1")).isEmptyDirectory();
    }

    @Test
    void exitsZeroAndLeavesNothingWhenItCannotSign() throws Exception {
        Files.delete(root.resolve("etc/nl/node-keys/nl-c1.pem"));

        Ended ended = helper("prolog", job());

        assertThat(ended.status()).isZero();
        assertThat(state.resolve("nl-c1")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "SLURM_JOB_ID,../4711",
        "SLURM_JOB_ID,",
        "SLURMD_NODENAME,a/b",
        "SLURM_CLUSTER_NAME,../nl",
        "SLURM_JOB_UID,0",
        "SLURM_JOB_UID,1000;id"
    })
    void exitsZeroAndLeavesNothingForAStrangeJob(String name, @Nullable String value)
            throws Exception {
        Map<String, String> strange = job();
        strange.put(name, value == null ? "" : value);

        Ended ended = helper("prolog", strange);

        assertThat(ended.status()).isZero();
        try (Stream<Path> all = Files.walk(root.resolve("state"))) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
