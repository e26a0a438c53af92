package eu.sluis.runner;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunnerPhase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The happy path, and what a payload sees, does and may not do. */
class RunnerTest {

    private static TestSite site;

    @BeforeAll
    static void install() {
        site = new TestSite();
    }

    @AfterAll
    static void remove() {
        site.close();
    }

    private record Result(Ended ended, FakeGateway gateway) {

        Map<String, String> outputs() {
            Manifest manifest = manifest();
            return manifest.files().stream()
                    .collect(Collectors.toMap(ManifestFile::path, this::content));
        }

        Manifest manifest() {
            ObjectId object = Objects.requireNonNull(gateway.version).manifest();
            return Json.readCanonical(gateway.opened(sealed(object)), Manifest.class);
        }

        private String content(ManifestFile file) {
            byte[] sealed = sealed(file.object());
            assertThat(Digest.of(sealed)).isEqualTo(file.digest());
            assertThat(sealed).hasSize((int) file.sealedBytes());
            byte[] plain = gateway.opened(sealed);
            assertThat(plain).hasSize((int) file.bytes());
            return new String(plain, StandardCharsets.UTF_8);
        }

        private byte[] sealed(ObjectId object) {
            return Objects.requireNonNull(gateway.stored.get(object));
        }

        Exit exit() {
            return Objects.requireNonNull(gateway.receipt, ended.errors()).exit();
        }
    }

    private static Result run(World world) throws IOException, InterruptedException {
        return run(world, gateway -> gateway);
    }

    private static Result run(World world, Function<FakeGateway, FakeGateway> with)
            throws IOException, InterruptedException {
        try (FakeGateway gateway = with.apply(new FakeGateway(world.build(), site.tls()))) {
            site.anchors(gateway, 20);
            Ended ended = Ended.of(site.run(gateway));
            assertThat(gateway.complaints).isEmpty();
            return new Result(ended, gateway);
        }
    }

    private static void chooseSandbox(String sandbox) {
        Assumptions.assumeTrue(
                sandbox.equals("unshare") || Files.isExecutable(Path.of("/usr/bin/bwrap")),
                "bubblewrap is not installed here: its half of this test did not run");
        site.sandbox = sandbox;
    }

    @AfterEach
    void chooseUtilLinux() {
        site.sandbox = "unshare";
    }

    private static World script(String script) {
        World world = new World();
        world.script = script;
        return world;
    }

    @Test
    void runsAScriptAndCommitsWhatItWrote() throws Exception {
        World world = script("#!/bin/sh\nawk -F, 'NR>1' /in/data/table.csv >rows\necho said\n");

        Result result = run(world);

        assertThat(result.ended()).isEqualTo(new Ended(0, "", ""));
        assertThat(result.outputs()).isEqualTo(Map.of("rows", "1,canary-table-7731\n2,plain\n"));
        assertThat(result.gateway().log()).isEqualTo("said\n");
        assertThat(result.gateway().phases())
                .containsExactly(RunnerPhase.OPENING, RunnerPhase.RUNNING, RunnerPhase.SEALING);
        assertThat(result.exit().success()).isTrue();
        assertThat(Objects.requireNonNull(result.gateway().version).partial()).isFalse();
        assertThat(Objects.requireNonNull(result.gateway().version).keyFile())
                .isEqualTo(Digest.of(Objects.requireNonNull(result.gateway().outputKeyFile)));
        assertThat(Objects.requireNonNull(result.gateway().receipt).fence()).isEqualTo(7);
    }

    @Test
    void passesArgumentsAndVariablesExactly() throws Exception {
        World world = script("#!/bin/sh\nprintf '<%s>' \"$@\" >args\n/usr/bin/env -0 >env\n");
        world.arguments = List.of("a b", "it's", "$(id)", "", "line\nbreak", "--", "é");
        world.variables =
                new TreeMap<>(
                        Map.of("NAME", "it's $HOME", "UID", "7", "RANDOM", "x", "LC_ALL", "C"));

        Result result = run(world);

        assertThat(result.outputs())
                .containsEntry("args", "<a b><it's><$(id)><><line\nbreak><--><é>");
        assertThat(Objects.requireNonNull(result.outputs().get("env")).split("\0"))
                .filteredOn(entry -> !entry.startsWith("PWD="))
                .containsExactlyInAnyOrder(
                        "SLURM_CLUSTER_NAME=nl",
                        "SLURM_CPUS_ON_NODE=1",
                        "SLURM_CPUS_PER_TASK=1",
                        "SLURM_JOBID=7",
                        "SLURM_JOB_CPUS_PER_NODE=1",
                        "SLURM_JOB_ID=7",
                        "SLURM_JOB_NAME=sluis",
                        "SLURM_JOB_NUM_NODES=1",
                        "SLURM_LOCALID=0",
                        "SLURM_MEM_PER_NODE=" + world.resources.memoryMebibytes(),
                        "SLURM_NNODES=1",
                        "SLURM_NODEID=0",
                        "SLURM_NTASKS=1",
                        "SLURM_PROCID=0",
                        "SLURM_RESTART_COUNT=6",
                        "SLURM_SUBMIT_DIR=/out",
                        "NAME=it's $HOME",
                        "UID=7",
                        "RANDOM=x",
                        "LC_ALL=C",
                        "PATH=/usr/local/bin:/usr/bin:/bin",
                        "HOME=/out",
                        "TMPDIR=/tmp",
                        "LANG=C.UTF-8",
                        "SLUIS_JOB_ID=" + world.job,
                        "SLUIS_ATTEMPT=" + world.attempt);
    }

    @Test
    void runsAScriptWithoutInterpreterLineByTheShell() throws Exception {
        World world = script("echo plain shell\n");

        Result result = run(world);

        assertThat(result.gateway().log()).isEqualTo("plain shell\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unshare", "bwrap"})
    void showsThePayloadNothingOfTheHost(String sandbox) throws Exception {
        chooseSandbox(sandbox);
        World world =
                script(
                        """
                        (echo x >/dev/x) 2>/dev/null && echo wrote /dev/x
                        ls / /run /var /etc | tr '\\n' ' '; echo
                        id -u; hostname; cat /proc/self/oom_score_adj
                        grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status | tr '\\t\\n' '  '; echo
                        tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '
                        ls /proc | grep -c '^[0-9]'
                        for f in /x /usr/x /in/data/x /bundle/x /etc/x; do touch $f && echo wrote $f; done
                        unshare -U true && echo nested
                        cat /proc/1/environ && echo environ
                        kill -9 1; ls -A /out /tmp
                        """);

        Result result = run(world);

        List<String> lines = result.gateway().log().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo(
                        "/: bin bundle dev etc in lib lib64 out proc run sbin tmp usr var  /etc:"
                                + " alternatives ld.so.cache  /run:  /var: ");
        assertThat(lines.subList(1, 6))
                .containsExactly(
                        "1000",
                        "node",
                        "1000",
                        "CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 ",
                        "lo");
        assertThat(result.gateway().log())
                .doesNotContain("wrote", "nested", "\nenviron", ".sluis-not-started");
    }

    @Test
    void letsAVariableReachThePayloadAloneWhateverItsName() throws Exception {
        World world = script("#!/bin/sh\necho \"$BASH_ENV $JAVA_TOOL_OPTIONS\" 2>/dev/null\n");
        world.variables =
                new TreeMap<>(
                        Map.of(
                                "LD_PRELOAD", "/out/evil.so",
                                "BASH_ENV", "/bundle/script",
                                "ENV", "/bundle/script",
                                "JAVA_TOOL_OPTIONS", "-javaagent:/out/x.jar",
                                "PATH", "/nowhere",
                                "http_proxy", "http://127.0.0.1:1"));

        Result result = run(world);

        assertThat(result.ended()).isEqualTo(new Ended(0, "", ""));
        assertThat(result.gateway().log())
                .contains("/bundle/script -javaagent:/out/x.jar")
                .containsOnlyOnce("'/out/evil.so' from LD_PRELOAD cannot be preloaded");
    }

    @Test
    void reportsACode() throws Exception {
        Result result = run(script("echo half >out; exit 125\n"));

        assertThat(result.exit().code()).isEqualTo(125);
        assertThat(result.ended().status()).isZero();
        assertThat(result.outputs()).containsEntry("out", "half\n");
        assertThat(Objects.requireNonNull(result.gateway().version).partial()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unshare", "bwrap"})
    void reportsASignal(String sandbox) throws Exception {
        chooseSandbox(sandbox);

        Result result = run(script("kill -SEGV $$\n"));

        assertThat(result.exit().signal()).isEqualTo(11);
        assertThat(result.exit().code()).isNull();
    }

    @Test
    void endsAPayloadAtItsTimeLimitWithAllThatItStarted() throws Exception {
        World world = script("sleep 77 & sleep 78 & echo begun >out; wait\n");
        world.resources = new Resources(1, 512, 1);

        Result result = run(world);

        assertThat(result.exit().timedOut()).isTrue();
        assertThat(result.exit().signal()).isEqualTo(9);
        assertThat(result.outputs()).containsEntry("out", "begun\n");
    }

    @Test
    void endsAPayloadThatTakesMoreMemoryThanItAskedFor() throws Exception {
        World world =
                script("awk 'BEGIN { for (;;) a[i++] = i \"xxxxxxxxxxxxxxxxxxxxxxxxxxxx\" }'\n");
        world.resources = new Resources(1, 200, 60);

        Result result = run(world);

        assertThat(result.exit().outOfMemory()).isTrue();
        assertThat(result.exit().peakMebibytes()).isBetween(200L, 2000L);
    }

    @Test
    void limitsTheRoom() throws Exception {
        World world = script("head -c 400M /dev/zero >big; echo $?; rm big; echo >ok\n");

        Result result = run(world);

        assertThat(result.gateway().log()).contains("No space left on device").contains("1\n");
        assertThat(result.outputs()).containsOnlyKeys("ok");
    }

    @Test
    void sealsWhateverThePayloadHadRoomFor() throws Exception {
        World world = script("head -c 500M /dev/zero >big 2>/dev/null; wc -c <big\n");
        world.resources = new Resources(1, 900, 60);

        Result result = run(world);

        long written = Long.parseLong(result.gateway().log().strip());
        assertThat(written).isBetween(440L << 20, 444L << 20);
        assertThat(result.manifest().files())
                .singleElement()
                .satisfies(file -> assertThat(file.bytes()).isEqualTo(written));
    }

    @Test
    void keepsRegularFilesOnlyAndSaysWhatItLeft() throws Exception {
        World world =
                script(
                        """
                        mkdir -p deep/er; echo 1 >deep/er/f; ln -s /etc/alternatives link; mkfifo pipe
                        ln -s deep loop; printf x >"$(printf 'bad\\377name')"; printf y >"$(printf 'new\\nline')"
                        echo 0 >closed; chmod 000 closed
                        """);

        Result result = run(world);

        assertThat(result.outputs()).isEqualTo(Map.of("deep/er/f", "1\n", "closed", "0\n"));
        assertThat(result.gateway().log())
                .contains("sluis: 5 not kept")
                .contains("link", "loop", "pipe", "new?line");
    }

    @Test
    void sendsTheLogWhileThePayloadRuns() throws Exception {
        World world = script("echo first; sleep 2.5; echo second; head -c 200000 /dev/zero\n");

        Result result = run(world);

        assertThat(result.gateway().pieces.size()).isGreaterThanOrEqualTo(5);
        assertThat(result.gateway().log()).startsWith("first\nsecond\n").hasSize(200013);
    }

    @Test
    void asksAgainWithTheSameBytesUntilTheCustodianAnswers() throws Exception {
        Result result =
                run(
                        new World(),
                        gateway -> {
                            gateway.notYet = 2;
                            return gateway;
                        });

        assertThat(result.exit().success()).isTrue();
        assertThat(result.gateway().redemptions).hasSize(3);
        assertThat(result.gateway().redemptions.get(2))
                .isEqualTo(result.gateway().redemptions.get(0));
    }

    @Test
    void asksAgainWhenTheGatewayFails() throws Exception {
        World world = new World().build();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            gateway.failing = 3;
            site.anchors(gateway, 20);

            assertThat(Ended.of(site.run(gateway)).status()).isZero();

            assertThat(gateway.commits).isEqualTo(1);
        }
    }

    @Test
    void commitsAgainWhenTheAnswerIsLost() throws Exception {
        Result result =
                run(
                        new World(),
                        gateway -> {
                            gateway.commitsThatFail = 2;
                            return gateway;
                        });

        assertThat(result.ended().status()).isZero();
        assertThat(result.gateway().commits).isEqualTo(3);
    }
}
