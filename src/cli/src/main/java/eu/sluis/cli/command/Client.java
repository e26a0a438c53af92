package eu.sluis.cli.command;

import eu.sluis.cli.access.Home;
import eu.sluis.cli.access.Issuer;
import eu.sluis.cli.access.PinnedHttp;
import eu.sluis.cli.access.Session;
import eu.sluis.cli.access.UserKey;
import eu.sluis.cli.data.Custodian;
import eu.sluis.cli.data.OpenedVersion;
import eu.sluis.cli.data.UploadJournal;
import eu.sluis.cli.data.VersionUpload;
import eu.sluis.cli.gateway.DatasetCalls;
import eu.sluis.cli.gateway.JobCalls;
import eu.sluis.cli.gateway.Lookup;
import eu.sluis.cli.gateway.OperatorCalls;
import eu.sluis.cli.gateway.TenantCalls;
import eu.sluis.cli.gateway.Wire;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.ErrorLines;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.seal.SigningKey;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The parts that a command works with, wired to one home and to the gateway of its enrolment.
 *
 * <p>All TLS is verified under the enrolment's certificate authority alone.
 */
final class Client {

    static final String ENROLMENT = "enrolment.json";

    /** The organization of the enrolment document that operators log in with. */
    static final String OPERATOR = "operator";

    private final Surroundings around;
    private final Home home;
    private final Enrolment enrolment;
    private final HttpClient http;
    private final Session session;
    private final Wire wire;

    Client(Surroundings around, Home home, Enrolment enrolment) {
        this.around = around;
        this.home = home;
        this.enrolment = enrolment;
        this.http = PinnedHttp.trusting(enrolment.certificateAuthority());
        this.session = new Session(home, this::issuer, around.clock(), scope());
        this.wire = new Wire(http, enrolment.gateway(), session::accessToken, around.pause());
    }

    /**
     * The client for the home of this process.
     *
     * @throws Failure if nobody has logged in there
     */
    static Client open(Surroundings around) {
        Home home = Home.locate(around.environment());
        byte[] document =
                home.read(ENROLMENT)
                        .orElseThrow(() ->
                                Failure.other(
                                        "there is no enrolment in " + home,
                                        "run: sluis login with your enrolment string"));
        return new Client(around, home, Json.readCanonical(document, Enrolment.class));
    }

    /** What the token must carry: the tenant's organization; nothing for an operator. */
    String scope() {
        return isOperator() ? "" : "organization:" + enrolment.organization();
    }

    boolean isOperator() {
        return enrolment.organization().equals(OPERATOR);
    }

    Home home() {
        return home;
    }

    Enrolment enrolment() {
        return enrolment;
    }

    Session session() {
        return session;
    }

    Issuer issuer() {
        return new Issuer(http, enrolment.issuer(), enrolment.clientId(), around.clock());
    }

    TenantCalls tenant() {
        return new TenantCalls(wire);
    }

    DatasetCalls datasets() {
        return new DatasetCalls(wire);
    }

    JobCalls jobs() {
        return new JobCalls(wire);
    }

    OperatorCalls operator() {
        return new OperatorCalls(wire);
    }

    Lookup lookup() {
        return new Lookup(tenant(), datasets(), jobs());
    }

    VersionUpload upload(SigningKey author, UploadJournal journal) {
        return new VersionUpload(
                datasets(),
                author,
                journal,
                around.progressBar(),
                note -> ErrorLines.line(around.err(), "note", note));
    }

    /** Has the custodian open a closed version, for the caller to close. */
    OpenedVersion open(VersionRef ref, String purpose) {
        return open(ref.dataset(), ref.version(), ref.manifest(), purpose);
    }

    /** Has the custodian open a version, also one that is still being written. */
    OpenedVersion open(
            DatasetId dataset, VersionId version, @Nullable Digest manifest, String purpose) {
        try (SigningKey key = UserKey.load(home)) {
            Custodian custodian = new Custodian(enrolment, key, datasets()::open, around.clock());
            return new OpenedVersion(
                    custodian.open(dataset, version, manifest, purpose),
                    object -> datasets().object(version, object),
                    around.progressBar());
        }
    }
}
