package eu.sluis.gateway.sites;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.NewSite;
import eu.sluis.contract.api.SiteView;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.kit.Tokens;
import eu.sluis.gateway.platform.Database;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // its fields are injected
class SitesTest {

    @Inject Sites sites;
    @Inject Reachability reachability;
    @Inject Database database;

    private final SigningKey key = SigningKey.generate();
    private final SiteName site = new SiteName("s" + UUID.randomUUID().toString().substring(0, 8));

    @AfterEach
    void removeTheSite() {
        Sql.execute("DELETE FROM site_statement WHERE site = ?", site.value());
    }

    private SiteStatement statement(String zone, Instant notAfter) {
        return new SiteStatement(
                site,
                new Zone(zone),
                new TreeSet<>(Set.of("NL")),
                "An operator",
                "local",
                EvidenceLevel.A0,
                List.of(),
                notAfter);
    }

    private static Instant inAYear() {
        return Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }

    private HttpResponse<byte[]> register(SigningKey as, Signed signed) {
        return Http.bearer(Tokens.operator())
                .put("/v1/admin/sites/" + site, new NewSite(as.publicKey(), signed));
    }

    private boolean mayBeChosen() {
        return database.inTenant(TestTenant.make().scope(), handle -> sites.inForce(handle, site))
                .isPresent();
    }

    @Test
    void aRegisteredSiteIsSeenByMembersAndMayBeChosen() {
        var signed = Documents.sign(key, statement("eu/nl", inAYear()));

        var view = Http.body(register(key, signed), SiteView.class);

        assertThat(view.statement().zone()).isEqualTo(new Zone("eu/nl"));
        assertThat(view.reachable()).isFalse();
        assertThat(new String(TestTenant.make().member().http().get("/v1/sites?limit=200").body()))
                .contains(site.value());
        assertThat(mayBeChosen()).isTrue();
    }

    @Test
    void aNewStatementTakesThePlaceOfTheOldAndBothAreKept() {
        register(key, Documents.sign(key, statement("eu/nl", inAYear())));
        var newer = Documents.sign(key, statement("eu/ee", inAYear()));

        register(key, newer);
        var view = Http.body(register(key, newer), SiteView.class);

        assertThat(view.statement().zone()).isEqualTo(new Zone("eu/ee"));
        assertThat(Sql.column("SELECT version FROM site_statement WHERE site = ?", site.value()))
                .hasSize(2);
    }

    @Test
    void refusesAnotherKeyForASiteThatHasOne() {
        register(key, Documents.sign(key, statement("eu/nl", inAYear())));
        var other = SigningKey.generate();

        var answer = register(other, Documents.sign(other, statement("us", inAYear())));

        assertThat(Http.problem(answer)).isEqualTo("conflict");
    }

    @Test
    void refusesAStatementUnderAnotherKeyThanTheGivenOne() {
        var answer =
                register(key, Documents.sign(SigningKey.generate(), statement("eu/nl", inAYear())));

        assertThat(Http.problem(answer)).isEqualTo("bad-signature");
    }

    @Test
    void refusesAFlippedBit() {
        var signed = Documents.sign(key, statement("eu/nl", inAYear()));
        byte[] document = signed.document();
        document[document.length / 2] ^= 1;

        assertThat(Http.problem(register(key, new Signed(document, signed.signature()))))
                .isEqualTo("bad-signature");
    }

    @Test
    void refusesALapsedStatementAndOneOfAnotherSite() {
        var lapsed =
                Documents.sign(
                        key,
                        statement(
                                "eu/nl",
                                Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS)));
        var signed = Documents.sign(key, statement("eu/nl", inAYear()));
        var elsewhere =
                Http.bearer(Tokens.operator())
                        .put("/v1/admin/sites/other", new NewSite(key.publicKey(), signed));

        assertThat(Http.problem(register(key, lapsed))).isEqualTo("bad-document");
        assertThat(Http.problem(elsewhere)).isEqualTo("bad-document");
    }

    @Test
    void anEditedStatementTakesItsSiteOut() {
        register(key, Documents.sign(key, statement("eu/nl", inAYear())));
        assertThat(mayBeChosen()).isTrue();

        Sql.execute(
                """
                UPDATE site_statement SET document =
                  convert_to(replace(convert_from(document, 'UTF8'), 'eu/nl', 'eu/ee'), 'UTF8') WHERE site = ?
                """,
                site.value());

        assertThat(mayBeChosen()).isFalse();
    }

    @Test
    void aStatementMovedToAnotherNameTakesThatSiteOut() {
        register(key, Documents.sign(key, statement("eu/nl", inAYear())));

        Sql.execute("UPDATE site_statement SET site = 'moved' WHERE site = ?", site.value());
        boolean chosen =
                database.inTenant(TestTenant.make().scope(), sites::all).stream()
                        .anyMatch(each ->
                                each.signed().digest().equals(Digest.of(new byte[0]))
                                        || each.name().equals(site));
        Sql.execute("DELETE FROM site_statement WHERE site = 'moved'");

        assertThat(chosen).isFalse();
    }

    @Test
    void aSiteIsReachableAsLongAsItsClusterAnswers() {
        register(key, Documents.sign(key, statement("eu/nl", inAYear())));

        reachability.answered(site);
        assertThat(site().reachable()).isTrue();
        reachability.failed(site);
        assertThat(site().reachable()).isFalse();
    }

    private Site site() {
        return database.inTenant(TestTenant.make().scope(), handle -> sites.inForce(handle, site))
                .orElseThrow();
    }
}
