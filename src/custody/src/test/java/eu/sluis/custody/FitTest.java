package eu.sluis.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final long MEBIBYTE = 1L << 20;

    @Test
    void theTmpfsStaysWellBelowTheMemory() {
        for (long memory = 64; memory < 1 << 22; memory += 977) {
            long tmpfs = Fit.tmpfsMebibytes(memory);

            assertThat(tmpfs).isBetween(0L, memory * 6 / 10);
        }
        assertThat(Fit.tmpfsMebibytes(64)).isZero();
        assertThat(Fit.tmpfsMebibytes(1024)).isEqualTo(518);
    }

    @Test
    void theMemoryThatIsNamedIsEnoughAndLittleLessIsNot() {
        Random random = new Random(20_261_124);
        for (int round = 0; round < 20_000; round++) {
            long bytes = random.nextLong(1L << random.nextInt(1, 42));

            long needed = Fit.neededMebibytes(bytes);

            assertThat(Fit.tmpfsMebibytes(needed) * MEBIBYTE * 9 / 10)
                    .isGreaterThanOrEqualTo(bytes);
            assertThat(Fit.tmpfsMebibytes(needed - 8) * MEBIBYTE * 9 / 10)
                    .isLessThan(bytes + 4 * MEBIBYTE);
        }
    }

    @Test
    void refusesWithTheFigure() {
        List<Long> sealed = List.of(600 * MEBIBYTE, 1L);

        assertThat(Fit.refusal(sealed, 1024))
                .hasValue("the inputs need 1275 MiB of memory, the job asks for 1024 MiB");
        assertThat(Fit.refusal(sealed, 1275)).isEmpty();
        assertThat(Fit.refusal(sealed, 1274)).isPresent();
    }

    @Test
    void countsThePagesOfSmallFiles() {
        List<Long> manySmallFiles = Collections.nCopies(100_000, 300L);
        List<Long> oneOfTheirLength = List.of(100_000 * 300L);

        assertThat(Fit.refusal(manySmallFiles, 512)).isPresent();
        assertThat(Fit.refusal(oneOfTheirLength, 512)).isEmpty();
    }

    @Test
    void aSumThatOverflowsDoesNotFit() {
        List<Long> huge = List.of(Long.MAX_VALUE, Long.MAX_VALUE);

        assertThatThrownBy(() -> Fit.refusal(huge, 4_194_304))
                .isInstanceOf(ArithmeticException.class);
    }
}
