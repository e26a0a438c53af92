package eu.sluis.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.Release;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class CustodianTest {

    private final Papers papers = new Papers();
    private final Identity version = Identity.generate();

    @Test
    void opensWithTheIdentitiesThatWereReleased() {
        List<Identity> identities = open(papers.custodian, UnaryOperator.identity(), false);

        assertThat(identities)
                .singleElement()
                .extracting(Identity::recipient)
                .isEqualTo(version.recipient());
    }

    @Test
    void refusesAReleaseThatAnotherKeySigned() {
        refuses(papers.stranger, UnaryOperator.identity(), false, "pinned custodian");
    }

    @Test
    void refusesAReleaseForAnotherIntent() {
        refuses(
                papers.custodian,
                r ->
                        copy(
                                r,
                                r.tenant(),
                                new IntentId(UUID.randomUUID()),
                                r.intentDigest(),
                                r.recipient()),
                false,
                "something else");
    }

    @Test
    void refusesAReleaseForOtherBytesOfTheIntent() {
        refuses(
                papers.custodian,
                r -> copy(r, r.tenant(), r.intent(), Digest.of(new byte[0]), r.recipient()),
                false,
                "something else");
    }

    @Test
    void refusesAReleaseForAnotherTenant() {
        refuses(
                papers.custodian,
                r ->
                        copy(
                                r,
                                new TenantId(UUID.randomUUID()),
                                r.intent(),
                                r.intentDigest(),
                                r.recipient()),
                false,
                "something else");
    }

    @Test
    void refusesAReleaseToAnotherRecipient() {
        refuses(
                papers.custodian,
                r ->
                        copy(
                                r,
                                r.tenant(),
                                r.intent(),
                                r.intentDigest(),
                                papers.identity.recipient().toString()),
                false,
                "something else");
    }

    @Test
    void refusesAnotherKeyFileThanTheReleaseSpeaksOf() {
        refuses(papers.custodian, UnaryOperator.identity(), true, "key file");
    }

    private void refuses(
            SigningKey key, UnaryOperator<Release> change, boolean swap, String because) {
        assertThatThrownBy(() -> open(key, change, swap))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(because);
    }

    private List<Identity> open(SigningKey key, UnaryOperator<Release> change, boolean swap) {
        Custodian custodian =
                new Custodian(
                        papers.enrolment,
                        papers.user,
                        sent -> answer(sent, key, change, swap),
                        InstantSource.fixed(Papers.NOW));
        return custodian.open(
                papers.dataset, papers.version, Digest.of(new byte[] {2}), "research");
    }

    private ReleaseAnswer answer(
            Authored sent, SigningKey key, UnaryOperator<Release> change, boolean swap) {
        try {
            OpenIntent intent = Documents.open(sent.signed(), sent.key(), OpenIntent.class);
            byte[] stored = KeyFile.seal(List.of(version), papers.identity.recipient());
            byte[] keyFile =
                    KeyFile.readdress(stored, papers.identity, Recipient.parse(intent.recipient()));
            Release release =
                    new Release(
                            new ReleaseId(UUID.randomUUID()),
                            papers.tenant,
                            intent.id(),
                            sent.signed().digest(),
                            intent.recipient(),
                            new TreeMap<>(Map.of(papers.version.toString(), Digest.of(keyFile))),
                            null,
                            Papers.NOW);
            byte[] other = KeyFile.seal(List.of(version), Recipient.parse(intent.recipient()));
            return new ReleaseAnswer(
                    papers.by(key, change.apply(release)),
                    sent.signed(),
                    Map.of(papers.version.toString(), swap ? other : keyFile));
        } catch (GeneralSecurityException | OpenFailure e) {
            throw new AssertionError(e);
        }
    }

    private static Release copy(
            Release r, TenantId tenant, IntentId intent, Digest digest, String recipient) {
        return new Release(
                r.id(), tenant, intent, digest, recipient, r.keyFiles(), r.slot(), r.issued());
    }
}
