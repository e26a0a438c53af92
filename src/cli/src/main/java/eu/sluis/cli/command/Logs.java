package eu.sluis.cli.command;

import eu.sluis.cli.data.ClosedVersion;
import eu.sluis.cli.data.LogChain;
import eu.sluis.cli.data.OpenedVersion;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.LogPieceView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.LogPiece;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies, opens and prints a job's log, piece by piece. */
@Command(name = "logs", description = "opens and prints a job's log")
final class Logs extends Verb {

    @Parameters(paramLabel = "JOB", description = "number or id")
    private String job = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on until the log or the job ends")
    private boolean follow;

    @Option(
            names = "--purpose",
            paramLabel = "WORD",
            description = "what it is opened for; default research")
    private String purpose = "research";

    @Override
    void run() {
        Client client = client();
        JobView seen = client.lookup().job(job);
        try (Following following = new Following(client.jobs(), seen, around().pause())) {
            while (follow && seen.output() == null && !seen.state().terminal()) {
                seen = following.next();
            }
            if (seen.output() == null) {
                throw Failure.other(
                        "job " + seen.number() + " has no log, its state is " + seen.state(),
                        "see: sluis status " + seen.number());
            }
            print(client, following, seen, seen.output());
        }
    }

    private void print(Client client, Following following, JobView job, VersionId output) {
        VersionView version = client.lookup().version(output);
        LogChain chain = LogChain.of(job, version, client.enrolment());
        Digest manifest = version.record() == null ? null : manifest(client, version);
        try (OpenedVersion opened =
                client.open(version.dataset(), version.id(), manifest, purpose)) {
            JobView seen = job;
            printNew(client, seen, chain, opened);
            while (follow && !chain.ended() && !seen.state().terminal()) {
                seen = following.next();
                requireSame(seen, output);
                printNew(client, seen, chain, opened);
            }
            requireWhole(seen, chain);
        }
    }

    private static Digest manifest(Client client, VersionView version) {
        return ClosedVersion.verified(version, client.enrolment()).ref().manifest();
    }

    private void printNew(Client client, JobView job, LogChain chain, OpenedVersion opened) {
        List<LogPieceView> pieces;
        do {
            pieces = client.jobs().logs(job.id(), chain.next());
            for (LogPieceView view : pieces) {
                LogPiece piece = chain.accept(view.piece());
                opened.write(piece.object(), piece.digest(), around().stdout());
            }
        } while (!pieces.isEmpty());
    }

    private static void requireSame(JobView seen, VersionId output) {
        if (!output.equals(seen.output())) {
            throw Failure.other(
                    "the job was started again, with a new log",
                    "run: sluis logs " + seen.number() + " once more");
        }
    }

    private static void requireWhole(JobView job, LogChain chain) {
        if (job.state().terminal() && !chain.ended()) {
            throw Failure.other(
                    "the log of job " + job.number() + " ends without its last mark",
                    "its runner was killed, or pieces are being withheld; what was shown is genuine");
        }
    }
}
