package eu.sluis.gateway.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.api.NewKey;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.kit.Tokens;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SigningKeysTest {

    private static HttpResponse<byte[]> register(
            TestMember caller, TestMember proven, SigningKey key) {
        byte[] proof = key.sign(NewKey.proven(Tokens.issuer(), proven.subject())).signature();
        return caller.http()
                .put("/v1/me/keys/" + key.publicKey().id(), new NewKey(key.publicKey(), proof));
    }

    @Test
    void aProvenKeyIsListedAndRegisteringAgainChangesNothing() {
        var member = TestTenant.make().member();
        var key = SigningKey.generate();

        assertThat(register(member, member, key).statusCode()).isEqualTo(204);
        assertThat(register(member, member, key).statusCode()).isEqualTo(204);

        var keys = Http.json(member.http().get("/v1/me")).path("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).asText()).isEqualTo(key.publicKey().id().text());
    }

    @Test
    void refusesAProofMadeForAnotherSubject() {
        var tenant = TestTenant.make();
        var member = tenant.member();

        var answer = register(member, tenant.member(), SigningKey.generate());

        assertThat(Http.problem(answer)).isEqualTo("bad-signature");
    }

    @Test
    void refusesAKeyThatAnotherMemberRegistered() {
        var tenant = TestTenant.make();
        var first = tenant.member();
        var second = tenant.member();
        var key = SigningKey.generate();
        register(first, first, key);

        var answer = register(second, second, key);

        assertThat(Http.problem(answer)).isEqualTo("conflict");
    }

    @Test
    void refusesAPathThatNamesAnotherKey() {
        var member = TestTenant.make().member();
        var key = SigningKey.generate();
        byte[] proof = key.sign(NewKey.proven(Tokens.issuer(), member.subject())).signature();

        var answer =
                member.http()
                        .put(
                                "/v1/me/keys/" + SigningKey.generate().publicKey().id(),
                                new NewKey(key.publicKey(), proof));

        assertThat(Http.problem(answer)).isEqualTo("invalid-request");
    }
}
