package eu.sluis.cli.command;

import eu.sluis.cli.access.UserKey;
import eu.sluis.cli.data.SourceFile;
import eu.sluis.cli.data.TrustedDataset;
import eu.sluis.cli.data.UploadJournal;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Json;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.document.Bundle;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Makes a job: case, sealed bundle, signed intent.
 *
 * <p>The intent is on disk before it is sent, so that one whose answer is lost can be sent again
 * under the same id, which the gateway accepts once.
 */
final class Submission {

    private final Client client;
    private final InstantSource clock;

    Submission(Client client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** What the intent is to say, beyond case and bundle. */
    record Wanted(
            JobOptions.Resolved on,
            List<Zone> zones,
            EvidenceLevel evidence,
            String purpose,
            Resources resources,
            int attempts,
            NetworkClass network,
            Duration valid) {}

    /** The script's bytes. */
    static byte[] script(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw Failure.usage("the script " + path + " cannot be read", "name a file");
        }
    }

    /**
     * Seals, signs and submits.
     *
     * @throws Failure with OUTCOME_UNKNOWN only if the answer stays lost; the hint then says how to
     *     send the same intent again
     */
    JobView submit(Wanted wanted, byte[] script, Bundle bundle) {
        NewCase asked = new NewCase(wanted.on().project().id(), wanted.on().inputs());
        DatasetView made = client.datasets().makeCase(asked);
        TrustedDataset theCase = TrustedDataset.verified(made, client.enrolment());
        theCase.requireWithin(wanted.on().datasets());
        try (SigningKey key = UserKey.load(client.home())) {
            VersionRef sealed = seal(theCase, key, script, bundle);
            RunIntent intent = intent(wanted, theCase, sealed);
            Authored signed = new Authored(Documents.sign(key, intent), key.publicKey());
            client.home().write(file(intent.id()), Json.canonical(signed));
            return send(intent.id(), signed);
        }
    }

    /** Sends a kept intent once more. */
    JobView again(String id) {
        IntentId intent = IntentId.of(id);
        byte[] kept =
                client.home()
                        .read(file(intent))
                        .orElseThrow(() ->
                                Failure.other(
                                        "no intent of that id is waiting for its answer",
                                        "see: sluis list"));
        return send(intent, Json.readCanonical(kept, Authored.class));
    }

    private JobView send(IntentId id, Authored signed) {
        try {
            JobView job = client.jobs().submit(signed);
            if (!job.intent().equals(id)) {
                throw Failure.untrusted("the gateway answers with another intent's job");
            }
            client.home().delete(file(id));
            return job;
        } catch (Failure e) {
            if (e.code() == ExitCode.OUTCOME_UNKNOWN) {
                throw new Failure(
                        e.code(),
                        "the answer was lost, the job may have been accepted",
                        "do not submit it anew; run: sluis submit --again " + id);
            }
            client.home().delete(file(id));
            throw e;
        }
    }

    private VersionRef seal(TrustedDataset theCase, SigningKey key, byte[] script, Bundle bundle) {
        List<SourceFile> files =
                List.of(
                        SourceFile.of(Bundle.SCRIPT, script),
                        SourceFile.of(Bundle.FILE, Json.canonical(bundle)));
        try (UploadJournal journal = UploadJournal.once(client.home().spool())) {
            VersionRecord record = client.upload(key, journal).write(theCase, files, null).record();
            return new VersionRef(record.dataset(), record.version(), record.manifestDigest());
        }
    }

    private RunIntent intent(Wanted wanted, TrustedDataset theCase, VersionRef bundle) {
        SortedSet<Zone> zones =
                wanted.zones().isEmpty() ? theCase.label().zones() : new TreeSet<>(wanted.zones());
        return new RunIntent(
                new IntentId(UUID.randomUUID()),
                client.enrolment().tenant(),
                wanted.on().project().id(),
                theCase.id(),
                bundle,
                wanted.on().inputs(),
                wanted.resources(),
                1,
                1,
                wanted.attempts(),
                wanted.network(),
                zones,
                wanted.evidence(),
                wanted.purpose(),
                clock.instant().plus(wanted.valid()).truncatedTo(ChronoUnit.SECONDS));
    }

    private String file(IntentId id) {
        return client.home().intents().getFileName() + "/" + id + ".json";
    }
}
