package eu.sluis.e2e.soak;

import eu.sluis.e2e.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sees what starts on the nodes, without any of our code: a program that each site's Prolog runs as
 * root before the node helper. It notes time, Slurm id, uid, node, and the UUID in the script that
 * slurmd was given.
 */
final class Witness {

    private static final String PROGRAM =
            """
            #!/bin/sh
            # Notes each start; written by the soak, which removes it.
            now=$(date +%s.%3N) script=$(printf 'SPOOL/%s/job%05d/slurm_script' "$SLURMD_NODENAME" "$SLURM_JOB_ID")
            export now script
            setsid sh -c '
            n=0 uuid=
            while [ $n -lt 200 ] && [ -z "$uuid" ]; do
              sleep 0.05
              uuid=$(sed -n "s/^exec .*sluis-runner \\([0-9a-f-]*\\)$/\\1/p" "$script" 2>/dev/null)
              n=$((n + 1))
            done
            echo "$now $SLURM_JOB_ID $SLURM_JOB_UID $SLURMD_NODENAME ${uuid:--}" >>LOG
            ' </dev/null >/dev/null 2>&1 &
            exit 0
            """;

    private final List<Path> programs = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    /** A start on a node. */
    record Start(double time, String slurmId, long uid, String node, String attempt) {}

    /** Places the witness at a site; {@code configuration} is its slurm.conf. */
    void at(String site, Path configuration) throws IOException {
        Path etc = Objects.requireNonNull(configuration.getParent());
        Path log = Stand.directory().resolve("witness-" + site + ".log");
        Files.writeString(log, "");
        String text =
                PROGRAM.replace("SPOOL", etc.resolveSibling("spool").toString())
                        .replace("LOG", log.toString());
        Path program = Files.writeString(etc.resolve("witness"), text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        programs.add(program);
        logs.add(log);
    }

    List<Start> starts() throws IOException {
        List<Start> starts = new ArrayList<>();
        for (Path log : logs) {
            for (String line : Files.readAllLines(log)) {
                String[] words = line.split(" ");
                starts.add(
                        new Start(
                                Double.parseDouble(words[0]),
                                words[1],
                                Long.parseLong(words[2]),
                                words[3],
                                words[4]));
            }
        }
        return starts;
    }

    void leave() throws IOException {
        for (Path program : programs) {
            Files.deleteIfExists(program);
        }
    }
}
