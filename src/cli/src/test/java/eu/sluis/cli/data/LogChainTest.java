package eu.sluis.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.LogPiece;
import eu.sluis.seal.SigningKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogChainTest {

    private final Papers papers = new Papers();
    private final LogChain chain =
            LogChain.of(
                    papers.jobView(null),
                    papers.versionView(null, papers.runner, authority(papers.version)),
                    papers.enrolment);
    private final Signed first = piece(papers.runner, papers.attempt, 0, null, false);

    @Test
    void takesPiecesInOrderUntilTheLast() {
        chain.accept(first);
        chain.accept(piece(papers.runner, papers.attempt, 1, first.digest(), true));

        assertThat(chain.ended()).isTrue();
        assertThat(chain.next()).isEqualTo(2);
    }

    @Test
    void refusesALogWithoutItsBeginning() {
        refuses(piece(papers.runner, papers.attempt, 1, first.digest(), false));
    }

    @Test
    void refusesAGap() {
        chain.accept(first);

        refuses(piece(papers.runner, papers.attempt, 2, first.digest(), false));
    }

    @Test
    void refusesAPieceThatFollowsAnother() {
        chain.accept(first);

        refuses(piece(papers.runner, papers.attempt, 1, Digest.of(new byte[] {5}), false));
    }

    @Test
    void refusesAPieceAfterTheLast() {
        Signed last = piece(papers.runner, papers.attempt, 0, null, true);
        chain.accept(last);

        refuses(piece(papers.runner, papers.attempt, 1, last.digest(), false));
    }

    @Test
    void refusesAPieceOfAnotherAttempt() {
        refuses(piece(papers.runner, new AttemptId(UUID.randomUUID()), 0, null, false));
    }

    @Test
    void refusesAPieceThatAnotherKeySigned() {
        refuses(piece(papers.stranger, papers.attempt, 0, null, false));
    }

    @Test
    void refusesACertificateForAnotherOutput() {
        Signed other = authority(new VersionId(UUID.randomUUID()));

        assertThatThrownBy(() ->
                        LogChain.of(
                                papers.jobView(null),
                                papers.versionView(null, papers.runner, other),
                                papers.enrolment))
                .isInstanceOf(Failure.class);
    }

    private Signed authority(VersionId output) {
        return papers.by(papers.custodian, papers.release(papers.grant(papers.job, output)));
    }

    private Signed piece(
            SigningKey key,
            AttemptId attempt,
            long number,
            @Nullable Digest previous,
            boolean last) {
        return papers.by(
                key,
                new LogPiece(
                        attempt,
                        number,
                        new ObjectId(UUID.randomUUID()),
                        Digest.of(new byte[] {4}),
                        previous,
                        last));
    }

    private void refuses(Signed piece) {
        assertThatThrownBy(() -> chain.accept(piece)).isInstanceOf(Failure.class);
    }
}
