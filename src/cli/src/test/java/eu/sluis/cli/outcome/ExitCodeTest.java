package eu.sluis.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.ProblemType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 2",
        "FORBIDDEN, 3",
        "REFUSED_BY_POLICY, 3",
        "EVIDENCE_REQUIRED, 3",
        "CUSTODY_REFUSED, 3",
        "RELEASE_ENDED, 3",
        "NOT_FOUND, 4",
        "UNAVAILABLE, 5",
        "STORE_FULL, 5",
        "TOO_MANY_REQUESTS, 5",
        "DIGEST_MISMATCH, 5",
        "OUTCOME_UNKNOWN, 6",
        "UNAUTHENTICATED, 1",
        "CONFLICT, 1",
        "INTENT_EXPIRED, 1",
        "DOES_NOT_FIT, 1",
        "INTERNAL_ERROR, 1"
    })
    void mapsAProblemToItsExitCode(ProblemType type, int number) {
        assertThat(ExitCode.of(type).number()).isEqualTo(number);
    }

    @Test
    void invitesToRepeatOnlyWhatIsSafeToRepeat() {
        List<ProblemType> invited =
                Arrays.stream(ProblemType.values())
                        .filter(type -> ExitCode.of(type) == ExitCode.UNAVAILABLE)
                        .toList();

        assertThat(invited).allMatch(type -> type.repeat() == ProblemType.Repeat.SAFE);
    }

    @Test
    void neverHidesThatTheOutcomeIsUnknown() {
        assertThat(ProblemType.values())
                .filteredOn(type -> type.repeat() == ProblemType.Repeat.UNSAFE)
                .allMatch(type -> ExitCode.of(type) == ExitCode.OUTCOME_UNKNOWN);
    }
}
