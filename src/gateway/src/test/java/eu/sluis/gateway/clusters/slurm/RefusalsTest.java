package eu.sluis.gateway.clusters.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.gateway.clusters.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

    @ParameterizedTest
    @ValueSource(ints = {2014, 2015, 2050})
    void whatPassesIsTriedAgain(int error) {
        assertThat(Refusals.of(error).orElseThrow()).isInstanceOf(Submission.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 2002, 2005, 2045, 2051, 9001})
    void whatDoesNotPassIsFinal(int error) {
        assertThat(Refusals.of(error).orElseThrow())
                .isInstanceOfSatisfying(
                        Submission.NotSubmitted.class, it -> assertThat(it.again()).isFalse());
    }

    @Test
    void anErrorThatIsNotKnownRefusesNothing() {
        assertThat(Refusals.of(2017)).isEmpty();
    }
}
