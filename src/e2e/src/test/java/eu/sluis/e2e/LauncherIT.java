package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What a tenant writes into script, variables and arguments reaches the payload, and neither Slurm
 * nor launcher nor runner; looked at by root while the job runs.
 */
@Order(5)
class LauncherIT {

    private static final String CANARY = "canary-" + UUID.randomUUID();
    private static final String SCRIPT =
            """
            #!/bin/sh
            #SBATCH --job-name=evil --array=1-5 --requeue
            #SBATCH --cpus-per-task=7 --mem=7000 --time=00:01:00 --nice=7
            #SBATCH --partition=evil --output=/var/tmp/sluis-evil-%%j --export=ALL,LD_PRELOAD=/out/%1$s.so
            #PBS -l nodes=4
            #SLURM --chdir=/tmp
            /usr/bin/sleep 30 # %1$s
            """
                    .formatted(CANARY);

    /** Two of Slurm's and the runner's own; a shell adds the last two. */
    private static final List<String> RUNNERS_VARIABLES =
            List.of(
                    "PATH",
                    "LC_ALL",
                    "SLURM_JOB_ID",
                    "SLURM_CLUSTER_NAME",
                    "SLURMD_NODENAME",
                    "PWD",
                    "OLDPWD");

    private static Map<String, String> job;

    /** One process of the machine. */
    private record Running(String pid, String uid, String arguments, List<String> variables) {

        boolean ofThePayload() {
            return variables.stream().anyMatch(v -> v.startsWith("SLUIS_JOB_ID="));
        }

        boolean shows(String text) {
            return arguments.contains(text) || String.join("\n", variables).contains(text);
        }
    }

    @BeforeAll
    static void runAJobThatWantsMore() throws IOException {
        Jobs jobs = new Jobs(Tenants.shared());
        List<String> options = new java.util.ArrayList<>(List.of("--cpus", "2", "--time", "10m"));
        for (String name :
                List.of(
                        "LD_PRELOAD",
                        "LD_AUDIT",
                        "LD_LIBRARY_PATH",
                        "GCONV_PATH",
                        "BASH_ENV",
                        "ENV",
                        "PATH",
                        "JAVA_TOOL_OPTIONS",
                        "JDK_JAVA_OPTIONS",
                        "PYTHONPATH",
                        "SLURM_CONF",
                        "SBATCH_PARTITION",
                        "SPANK_ANYTHING",
                        "http_proxy")) {
            options.addAll(List.of("--var", name + "=/out/" + CANARY + ".so"));
        }
        String number = jobs.submit(SCRIPT, options.toArray(String[]::new));
        Awaitility.await("the payload runs")
                .atMost(Duration.ofSeconds(60))
                .until(() -> running().anyMatch(p -> p.ofThePayload() && p.shows(CANARY)));
        String attempt = jobs.attempts(number).getFirst();
        job = shown("sluis-" + attempt);
        job.put("attempt", attempt);
    }

    private static Map<String, String> shown(String name) {
        String id = Slurm.run("squeue", "-h", "--name", name, "-o", "%A").strip();
        return Arrays.stream(Slurm.run("scontrol", "-o", "show", "job", id).strip().split(" "))
                .filter(word -> word.contains("="))
                .collect(
                        Collectors.toMap(
                                word -> word.substring(0, word.indexOf('=')),
                                word -> word.substring(word.indexOf('=') + 1),
                                (first, second) -> first,
                                TreeMap::new));
    }

    private static String of(String name) {
        return String.valueOf(job.get(name));
    }

    private static Stream<Running> running() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .flatMap(LauncherIT::read)
                    .toList()
                    .stream();
        }
    }

    private static Stream<Running> read(Path process) {
        try {
            String status = Files.readString(process.resolve("status"));
            return Stream.of(
                    new Running(
                            process.getFileName().toString(),
                            status.replaceAll("(?s).*\nUid:\t(\\d+).*", "$1"),
                            text(process.resolve("cmdline")).replace('\0', ' '),
                            List.of(text(process.resolve("environ")).split("\0"))));
        } catch (IOException e) {
            return Stream.empty(); // it has ended
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void slurmsViewOfTheJobIsTheRequest() {
        assertThat(job)
                .containsEntry("JobName", "sluis-" + of("attempt"))
                .containsEntry("NumCPUs", "2")
                .containsEntry("NumNodes", "1")
                .containsEntry("NumTasks", "1")
                .containsEntry("MinMemoryNode", "512M")
                .containsEntry("TimeLimit", "00:25:00")
                .containsEntry("Partition", "batch")
                .containsEntry("Requeue", "0")
                .containsEntry("WorkDir", "/")
                .containsEntry("StdOut", "/dev/null")
                .containsEntry("StdErr", "/dev/null")
                .containsEntry("StdIn", "/dev/null")
                .doesNotContainKey("ArrayJobId");
        assertThat(Slurm.run("scontrol", "write", "batch_script", of("JobId"), "-"))
                .isEqualTo("#!/bin/sh\nexec /usr/lib/sluis/sluis-runner " + of("attempt") + "\n");
    }

    @Test
    void variablesReachThePayloadAndNoOtherProcess() throws Exception {
        String uid = of("UserId").replaceAll(".*\\((\\d+)\\)", "$1");

        List<Running> all = running().toList();

        List<Running> ours =
                all.stream().filter(p -> p.uid().equals(uid) && !p.ofThePayload()).toList();
        assertThat(ours).anyMatch(p -> p.arguments().contains("eu.sluis.runner.Main"));
        assertThat(ours).anyMatch(p -> p.arguments().startsWith("bwrap"));
        assertThat(ours)
                .flatExtracting(Running::variables)
                .extracting(variable -> variable.replaceAll("=.*", ""))
                .filteredOn(name -> !name.isEmpty())
                .isSubsetOf(RUNNERS_VARIABLES);
        assertThat(all).filteredOn(p -> !p.ofThePayload()).noneMatch(p -> p.shows(CANARY));
    }

    @Test
    void slurmKeepsNothingOfTheBundle() throws IOException {
        Path site = Path.of(Stand.of("SLUIS_SLURM_CONF_NL")).resolve("../..").normalize();
        String state = site.resolve("state").toString();
        String spool = site.resolve("spool").toString();
        String log = site.resolve("log").toString();

        assertThat(holders(of("attempt"), state, spool)).isNotEmpty();
        assertThat(holders(CANARY, state, spool, log)).isEmpty();
    }

    private static List<String> holders(String word, String... places) {
        List<String> command =
                new java.util.ArrayList<>(List.of("grep", "-rlaF", "--devices=skip", "--", word));
        command.addAll(List.of(places));
        return Stand.run(Map.of(), command.toArray(String[]::new)).output().lines().toList();
    }

    @Test
    void anotherUsersJobOnTheNodeReadsNeitherTheJobsKeyNorItsVariables() {
        String uid = of("UserId").replaceAll(".*\\((\\d+)\\)", "$1");
        String key = "/run/sluis-node/" + of("NodeList") + "/" + of("JobId") + "/key.pem";
        // Spelled so that Slurm, which keeps this job's arguments, does not hold the canary by it.
        String look =
                "cat %s; ls %s; cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c %s"
                        .formatted(
                                key,
                                Path.of(key).getParent(),
                                CANARY.replace("canary", "[c]anary"));

        String own =
                Slurm.run(
                        "setpriv",
                        "--reuid=" + uid,
                        "--regid=" + uid,
                        "--clear-groups",
                        "cat",
                        key);
        Stand.Outcome others =
                Stand.run(
                        Map.of("SLURM_CONF", Stand.of("SLUIS_SLURM_CONF_NL")),
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "srun",
                        "--chdir=/",
                        "--mem=50",
                        "--nodelist=" + of("NodeList"),
                        "/bin/sh",
                        "-c",
                        look);

        assertThat(own).contains("PRIVATE KEY");
        assertThat(others.output()).isEqualTo("0\n");
        assertThat(others.errors()).contains("key.pem: Permission denied");
    }
}
