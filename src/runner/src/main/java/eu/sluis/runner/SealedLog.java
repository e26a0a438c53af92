package eu.sluis.runner;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.NewLogPiece;
import eu.sluis.contract.document.LogPiece;
import eu.sluis.custody.Documents;
import eu.sluis.runner.link.Gateway;
import eu.sluis.runner.link.Patience;
import eu.sluis.runner.payload.LogPump;
import eu.sluis.seal.Age;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seals each piece of the log, chains it to the one before under the runner's key, and sends it.
 */
final class SealedLog implements LogPump.Sink {

    private final AttemptId attempt;
    private final SigningKey key;
    private final Recipient version;
    private final Gateway gateway;
    private final Patience patience;
    private long number;
    private @Nullable Digest previous;

    /**
     * A log of the output version.
     *
     * @param version the output version's recipient
     */
    SealedLog(
            AttemptId attempt,
            SigningKey key,
            Recipient version,
            Gateway gateway,
            Patience patience) {
        this.attempt = attempt;
        this.key = key;
        this.version = version;
        this.gateway = gateway;
        this.patience = patience;
    }

    @Override
    public void take(byte[] piece, boolean last) throws IOException, InterruptedException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(piece.length + 4096);
        Age.seal(new ByteArrayInputStream(piece), sealed, List.of(version));
        byte[] bytes = sealed.toByteArray();
        LogPiece document =
                new LogPiece(
                        attempt,
                        number,
                        new ObjectId(UUID.randomUUID()),
                        Digest.of(bytes),
                        previous,
                        last);
        Signed signed = Documents.sign(key, document);
        NewLogPiece request = new NewLogPiece(signed, bytes);
        patience.until(() -> {
            gateway.log(request);
            return signed;
        });
        previous = signed.digest();
        number++;
    }
}
