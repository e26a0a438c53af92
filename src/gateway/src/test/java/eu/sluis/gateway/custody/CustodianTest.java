package eu.sluis.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodianTest {

    private static final Label LABEL = TestData.Labels.HYBRID;

    @TempDir Path directory;

    private final TenantScope scope = scope();
    private final DatasetId dataset = new DatasetId(UUID.randomUUID());
    private final Identity slot = Identity.generate();
    private Custodian custodian;
    private WrappedIdentity identity;
    private byte[] keyFile;

    @BeforeEach
    void aDatasetAndItsKeyFile() {
        custodian =
                new Custodian(
                        new Keystore(
                                directory.resolve("keys/k.json"),
                                List.of(),
                                () -> KeystoreBond.NONE));
        NewIdentity fresh = custodian.newDatasetIdentity(scope, dataset, LABEL);
        identity = fresh.identity();
        var signed = custodian.open(fresh.recipient(), DatasetRecipient.class);
        keyFile = KeyFile.seal(List.of(Identity.generate()), Recipient.parse(signed.recipient()));
    }

    @Test
    void readdressesAKeyFileToTheSlot() throws Exception {
        byte[] moved = readdress(scope, identity);

        assertThat(KeyFile.open(moved, slot)).hasSize(1);
    }

    @Test
    void refusesAnEditedLabel() {
        byte[] wider = Json.canonical(TestTenant.LABEL);

        assertRefused(
                scope, new WrappedIdentity(dataset, wider, identity.epoch(), identity.wrapped()));
    }

    @Test
    void refusesARowThatWasMovedToAnotherDataset() {
        var elsewhere = new DatasetId(UUID.randomUUID());

        assertRefused(
                scope,
                new WrappedIdentity(
                        elsewhere, identity.label(), identity.epoch(), identity.wrapped()));
    }

    @Test
    void refusesARowThatWasMovedToAnotherTenant() {
        TenantScope other = scope();
        custodian.newDatasetIdentity(other, new DatasetId(UUID.randomUUID()), LABEL);

        assertRefused(other, identity);
    }

    @Test
    void refusesAFlippedBitInTheWrappedIdentity() {
        byte[] flipped = identity.wrapped().clone();
        flipped[20] ^= 1;

        assertRefused(
                scope, new WrappedIdentity(dataset, identity.label(), identity.epoch(), flipped));
    }

    @Test
    void makesNoIdentityWhereTheTenantMustHoldTheKey() {
        Label own =
                new Label(
                        LABEL.zones(),
                        LABEL.jurisdictions(),
                        LABEL.purposes(),
                        LABEL.evidence(),
                        Custody.TENANT,
                        LABEL.egress(),
                        LABEL.recipients(),
                        null);

        assertThatThrownBy(() -> custodian.newDatasetIdentity(scope, dataset, own))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.type()).isEqualTo(ProblemType.REFUSED_BY_POLICY));
    }

    @Test
    void signsNoBytesThatAreNotAPolicy() {
        byte[] release = "{\"type\":\"sluis.release.v1\"}".getBytes();

        assertThatThrownBy(() -> custodian.sign(release)).isInstanceOf(InvalidValue.class);
    }

    private void assertRefused(TenantScope scope, WrappedIdentity identity) {
        assertThatThrownBy(() -> readdress(scope, identity))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.type()).isEqualTo(ProblemType.CUSTODY_REFUSED));
    }

    private byte[] readdress(TenantScope scope, WrappedIdentity identity) {
        var version = new SealedVersion(new VersionId(UUID.randomUUID()), keyFile, identity);
        return custodian.readdress(scope, version, slot.recipient());
    }

    private static TenantScope scope() {
        return new TenantScope(new TenantId(UUID.randomUUID()), new Actor.Worker("test"));
    }
}
