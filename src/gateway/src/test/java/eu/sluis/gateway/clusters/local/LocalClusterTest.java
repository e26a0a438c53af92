package eu.sluis.gateway.clusters.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.document.Resources;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;
import eu.sluis.gateway.clusters.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalClusterTest {

    private final AttemptId attempt = new AttemptId(UUID.randomUUID());

    @TempDir Path site;

    /** A supervisor that writes down how it was started. */
    private LocalCluster cluster(String script) throws IOException {
        Path supervisor = site.resolve("supervisor");
        Files.writeString(supervisor, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(supervisor, PosixFilePermissions.fromString("rwx------"));
        return new LocalCluster(site, supervisor);
    }

    private AttemptOrder order() {
        return new AttemptOrder(attempt, new Resources(1, 512, 60), "");
    }

    private Path directory() throws IOException {
        return Files.createDirectories(site.resolve("attempts").resolve(attempt.toString()));
    }

    @Test
    void startsTheSupervisorWithThreeArgumentsAndAnEmptyEnvironment() throws IOException {
        var cluster = cluster("{ echo \"$@\"; env | grep -v '^PWD\\|^_=\\|^SHLVL'; } >\"$1/seen\"");

        Submission outcome = cluster.submit(order());

        assertThat(outcome).isEqualTo(new Submission.Submitted(attempt.toString()));
        assertThat(site.resolve("seen"))
                .hasContent(
                        "%s %s 60\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n".formatted(site, attempt));
    }

    @Test
    void aSupervisorThatRefusesHasStartedNothing() throws IOException {
        Submission outcome = cluster("exit 2").submit(order());

        assertThat(outcome).isInstanceOf(Submission.NotSubmitted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, FINISHED",
        "3, FAILED",
        "137, FAILED",
        "timeout, TIMEOUT",
        "cancelled, CANCELLED"
    })
    void readsHowAnAttemptEnded(String exit, Ending ending) throws Exception {
        Files.writeString(directory().resolve("exit"), exit + "\n");

        var seen = cluster("exit 2").look(Set.of());

        assertThat(seen).containsEntry(attempt, new Sighting.Ended(attempt.toString(), ending));
    }

    @Test
    void findsARunningSupervisorAgainByPidAndStartTime() throws Exception {
        long pid = ProcessHandle.current().pid();
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        Files.writeString(directory().resolve("pid"), pid + " " + start + "\n");

        var seen = cluster("exit 2").find(attempt, null, "");

        assertThat(seen).contains(new Sighting.Running(attempt.toString()));
    }

    @Test
    void aReusedPidIsNotTheSupervisor() throws Exception {
        Files.writeString(directory().resolve("pid"), ProcessHandle.current().pid() + " 1\n");

        var seen = cluster("exit 2").find(attempt, null, "");

        assertThat(seen).contains(new Sighting.Ended(attempt.toString(), Ending.NODE_FAILED));
    }

    @Test
    void aClaimWithoutASupervisorIsGivenUpAfterTenSeconds() throws Exception {
        Path directory = directory();
        var young = cluster("exit 2").find(attempt, null, "");
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minusSeconds(11)));

        var old = cluster("exit 2").find(attempt, null, "");

        assertThat(young).contains(new Sighting.Running(attempt.toString()));
        assertThat(old).contains(new Sighting.Ended(attempt.toString(), Ending.NODE_FAILED));
    }

    @Test
    void cancelsInTheAttemptsOwnDirectoryAndNowhereElse() throws Exception {
        Path own = directory();
        var other = new AttemptId(UUID.randomUUID());
        var cluster = cluster("exit 2");

        cluster.cancel("ignored", attempt, "");
        cluster.cancel("ignored", other, "");

        assertThat(own.resolve("cancel")).exists();
        assertThat(site.resolve("attempts").resolve(other.toString())).doesNotExist();
    }

    @Test
    void forgetsOnlyWhatEndedTenMinutesAgo() throws IOException {
        Path own = directory();
        Path exit = own.resolve("exit");
        var cluster = cluster("exit 2");
        cluster.forget(attempt);
        Files.writeString(exit, "0");
        cluster.forget(attempt);
        assertThat(own).exists();
        Files.setLastModifiedTime(exit, FileTime.from(Instant.now().minusSeconds(601)));

        cluster.forget(attempt);

        assertThat(own).doesNotExist();
    }

    @Test
    void forgetsAnAttemptWhoseSupervisorWasKilled() throws IOException {
        Path own = directory();
        var cluster = cluster("exit 2");
        Files.writeString(own.resolve("pid"), "999999999 1");
        cluster.forget(attempt);
        assertThat(own).exists();
        Files.setLastModifiedTime(own, FileTime.from(Instant.now().minusSeconds(601)));

        cluster.forget(attempt);

        assertThat(own).doesNotExist();
    }

    @Test
    void neverForgetsAnAttemptThatRuns() throws IOException {
        Path own = directory();
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        Files.writeString(own.resolve("pid"), ProcessHandle.current().pid() + " " + start);
        Files.setLastModifiedTime(own, FileTime.from(Instant.now().minusSeconds(601)));

        cluster("exit 2").forget(attempt);

        assertThat(own).exists();
    }

    @Test
    void aSiteWithoutAttemptsShowsNone() throws ClusterUnreachable, IOException {
        assertThat(cluster("exit 2").look(Set.of())).isEmpty();
    }
}
