package eu.sluis.contract.document;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Require;
import java.time.Instant;

/** A runner's account of what it did with a release; signed by its certified key. */
public record Receipt(
        ReleaseId release,
        AttemptId attempt,
        long fence,
        Instant started,
        Instant ended,
        Exit exit,
        VersionRef outputs)
        implements Document {

    public Receipt {
        Require.present(release, "release");
        Require.present(attempt, "attempt");
        Require.present(started, "started");
        Require.present(ended, "ended");
        Require.present(exit, "exit");
        Require.present(outputs, "outputs");
    }
}
