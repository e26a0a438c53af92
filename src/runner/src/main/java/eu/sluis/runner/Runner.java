package eu.sluis.runner;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.custody.Fit;
import eu.sluis.runner.link.Gateway;
import eu.sluis.runner.link.LeaseKeeper;
import eu.sluis.runner.link.Patience;
import eu.sluis.runner.payload.LogPump;
import eu.sluis.runner.payload.Payload;
import eu.sluis.runner.payload.Sandbox;
import eu.sluis.runner.room.Opener;
import eu.sluis.runner.room.Room;
import eu.sluis.runner.room.Sealer;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from redeeming its slot to committing its result.
 *
 * <p>Until the room is freed, which the kernel does with the last process, plaintext is nowhere but
 * in the room and in this process and the payload's. Nothing runs before every input was opened
 * whole and found to be what the user signed for.
 */
final class Runner {

    private static final int MOST_NAMES = 100;
    private static final String DISK_FULL = "No space left on device";

    private final AttemptId attempt;
    private final Site site;
    private final Gateway gateway;
    private final SigningKey key;
    private final Sandbox sandbox;
    private final InstantSource clock;
    private final Patience patience;
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<@Nullable Payload> running = new AtomicReference<>();

    /**
     * A runner for {@code attempt}, on the thread that makes it.
     *
     * @param key the slot is redeemed with it; every request and document is signed with it
     */
    Runner(
            AttemptId attempt,
            Site site,
            Gateway gateway,
            SigningKey key,
            Sandbox sandbox,
            InstantSource clock) {
        this.attempt = attempt;
        this.site = site;
        this.gateway = gateway;
        this.key = key;
        this.sandbox = sandbox;
        this.clock = clock;
        this.patience = new Patience(clock, site.patience());
    }

    /**
     * Does it all.
     *
     * @throws ProblemException if something refused or failed; the gateway was told, as far as it
     *     could be reached
     */
    void run(NodeEvidence evidence) {
        try (Identity identity = Identity.generate()) {
            Redeemer redeemer = new Redeemer(attempt, site, identity, key);
            try (Grant grant = redeemer.redeem(gateway, evidence, patience)) {
                runGranted(grant);
            }
        } catch (ProblemException | InvalidValue | IOException | InterruptedException e) {
            ProblemException problem = problem(e);
            report(problem.type());
            throw problem;
        }
    }

    private static ProblemException problem(Exception e) {
        return switch (e) {
            case ProblemException known -> known;
            case InvalidValue invalid ->
                    new ProblemException(
                            ProblemType.BAD_DOCUMENT,
                            Objects.requireNonNullElse(invalid.getMessage(), "not valid"));
            case InterruptedException interrupted ->
                    new ProblemException(ProblemType.UNAVAILABLE, "the site ended this attempt");
            default ->
                    String.valueOf(e.getMessage()).endsWith(DISK_FULL)
                            ? new ProblemException(
                                    ProblemType.DOES_NOT_FIT,
                                    "the outputs do not fit into the memory asked for")
                            : new ProblemException(
                                    ProblemType.INTERNAL_ERROR,
                                    "the node failed: " + e.getClass().getSimpleName());
        };
    }

    /** Ends the payload, if it runs, and goes on to commit what there is; else ends the attempt. */
    void terminate() {
        @Nullable Payload payload = running.get();
        if (payload == null) {
            thread.interrupt();
        } else {
            payload.stop();
        }
    }

    private void runGranted(Grant grant) throws IOException, InterruptedException {
        LeaseKeeper.Held first = report(RunnerPhase.OPENING);
        LeaseKeeper lease = LeaseKeeper.keeping(gateway, first, thread::interrupt);
        try (lease;
                Identity output = identityFor(grant)) {
            attempt(grant, output, lease);
        } catch (IOException | InterruptedException e) {
            lease.check();
            throw e;
        }
    }

    /**
     * Of the kind that the case is sealed to: who asked for classic files can open classic ones.
     */
    private static Identity identityFor(Grant grant) {
        return Recipient.parse(grant.slot().caseRecipient()).postQuantum()
                ? Identity.generate()
                : Identity.generateX25519();
    }

    private void attempt(Grant grant, Identity output, LeaseKeeper lease)
            throws IOException, InterruptedException {
        Room room = room(grant);
        Digest keyFile = begin(grant.slot(), output);
        open(grant, room);
        lease.check();
        report(RunnerPhase.RUNNING);
        Instant started = now();
        LogPump log =
                new LogPump(new SealedLog(attempt, key, output.recipient(), gateway, patience));
        Exit exit = runPayload(grant, room, log);
        Instant ended = now();
        report(RunnerPhase.SEALING);
        room.growTo(grant.intent().resources().memoryMebibytes() - Fit.RUNNER_MEBIBYTES);
        Sealer.Stored manifest = seal(grant, room, output.recipient(), log);
        commit(grant, keyFile, manifest, new Span(started, ended), exit);
    }

    private Room room(Grant grant) throws IOException {
        if (grant.intent().network() != NetworkClass.NONE) {
            throw new ProblemException(
                    ProblemType.REFUSED_BY_POLICY,
                    "network class job is not built yet: ask for none");
        }
        long mebibytes = Fit.tmpfsMebibytes(grant.intent().resources().memoryMebibytes());
        if (mebibytes < 1) {
            throw new ProblemException(
                    ProblemType.DOES_NOT_FIT,
                    "the memory asked for is less than the runner needs by itself");
        }
        return Room.mount(attempt, mebibytes);
    }

    private Digest begin(SlotGrant slot, Identity output) throws InterruptedException {
        byte[] keyFile = KeyFile.seal(List.of(output), Recipient.parse(slot.caseRecipient()));
        patience.until(() -> gateway.output(new NewVersion(keyFile)));
        return Digest.of(keyFile);
    }

    private void open(Grant grant, Room room) throws IOException, InterruptedException {
        Opener opener = new Opener(gateway, patience, room);
        VersionRef bundle = grant.intent().bundle();
        opener.open(bundle, grant.keysOf(bundle), room.bundle());
        for (Input input : grant.intent().inputs()) {
            VersionRef version = Grant.version(input, grant.slot());
            opener.open(version, grant.keysOf(version), room.input(input.name()));
        }
    }

    private Exit runPayload(Grant grant, Room room, LogPump log)
            throws IOException, InterruptedException {
        String script = new BundleFiles(room.bundle()).startScript(grant);
        Payload payload =
                Payload.start(
                        sandbox, room.place(), script, grant.intent().resources(), room::usedBytes);
        running.set(payload);
        log.start(payload.printed());
        Exit exit = payload.await();
        log.awaitPrinted();
        return exit;
    }

    private Sealer.Stored seal(Grant grant, Room room, Recipient output, LogPump log)
            throws IOException, InterruptedException {
        Sealer sealer = new Sealer(gateway, patience, room, output, UUID::randomUUID);
        List<String> skipped = new ArrayList<>();
        Sealer.Stored manifest = sealer.seal(grant.slot(), skipped::add);
        if (!skipped.isEmpty()) {
            log.note(skipped.size() + " not kept, being no plain files or of no plain name:");
        }
        for (String name : skipped.subList(0, Math.min(skipped.size(), MOST_NAMES))) {
            log.note("  " + name.replaceAll("\\p{Cntrl}", "?"));
        }
        log.finish();
        return manifest;
    }

    private record Span(Instant started, Instant ended) {}

    private void commit(Grant grant, Digest keyFile, Sealer.Stored manifest, Span span, Exit exit)
            throws InterruptedException {
        SlotGrant slot = grant.slot();
        VersionRecord version =
                new VersionRecord(
                        slot.theCase(),
                        slot.output(),
                        keyFile,
                        manifest.object(),
                        manifest.digest(),
                        null,
                        !exit.success());
        Receipt receipt =
                new Receipt(
                        grant.release().id(),
                        attempt,
                        slot.fence(),
                        span.started(),
                        span.ended(),
                        exit,
                        new VersionRef(slot.theCase(), slot.output(), manifest.digest()));
        NewCommit commit =
                new NewCommit(Documents.sign(key, version), Documents.sign(key, receipt));
        patience.until(() -> gateway.commit(commit));
    }

    private LeaseKeeper.Held report(RunnerPhase phase) throws InterruptedException {
        Signed report = Documents.sign(key, new AttemptReport(attempt, phase, now(), null));
        LeaseKeeper.Held held =
                patience.until(
                        () -> new LeaseKeeper.Held(System.nanoTime(), gateway.report(report)));
        if (!held.lease().proceed()) {
            throw new ProblemException(ProblemType.STALE_FENCE, "the gateway ended this attempt");
        }
        return held;
    }

    /** Tells why this attempt ends, once; whoever ended it knows already. */
    private void report(ProblemType problem) {
        if (problem == ProblemType.STALE_FENCE) {
            return;
        }
        try {
            AttemptReport report =
                    new AttemptReport(attempt, RunnerPhase.REFUSED, now(), problem.code());
            gateway.report(Documents.sign(key, report));
        } catch (IOException | ProblemException e) {
            // it will learn of it from the cluster
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
