package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.SigningKey;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the custodian to open versions to fresh identities of this process. */
public final class Custodian {

    private static final Duration VALID = Duration.ofMinutes(10);

    private final Enrolment enrolment;
    private final SigningKey author;
    private final Function<Authored, ReleaseAnswer> ask;
    private final InstantSource clock;

    /**
     * The custodian of the enrolment.
     *
     * @param author signs the intents
     * @param ask sends a signed open intent
     */
    public Custodian(
            Enrolment enrolment,
            SigningKey author,
            Function<Authored, ReleaseAnswer> ask,
            InstantSource clock) {
        this.enrolment = enrolment;
        this.author = author;
        this.ask = ask;
        this.clock = clock;
    }

    /**
     * The identities that open a version's objects, for the caller to close.
     *
     * @param manifest absent while the version is being written
     * @throws Failure if policy refuses, or the answer is not the custodian's
     */
    public List<Identity> open(
            DatasetId dataset, VersionId version, @Nullable Digest manifest, String purpose) {
        try (Identity fresh = Identity.generate()) {
            OpenIntent intent =
                    new OpenIntent(
                            new IntentId(UUID.randomUUID()),
                            enrolment.tenant(),
                            dataset,
                            version,
                            manifest,
                            fresh.recipient().toString(),
                            purpose,
                            clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS));
            Signed sent = Documents.sign(author, intent);
            ReleaseAnswer answer = ask.apply(new Authored(sent, author.publicKey()));
            return KeyFile.open(ReleasedKeyFile.from(answer, intent, sent, enrolment), fresh);
        } catch (OpenFailure e) {
            throw Failure.untrusted("the released key file does not open");
        }
    }
}
