package eu.sluis.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadJournalTest {

    @TempDir Path spool;

    @Test
    void leavesNothingWhetherItsUploadWasCompletedOrNot() {
        try (UploadJournal completed = UploadJournal.once(spool)) {
            completed.done();
        }
        UploadJournal.once(spool).close();

        assertThat(spool).isEmptyDirectory();
    }
}
