package eu.sluis.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.Document;
import eu.sluis.contract.document.Intent;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.seal.BadSignature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final String REPORT =
            "{\"at\":\"2026-11-24T08:00:00Z\",\"attempt\":\"00000009-0000-4000-8000-000000000000\","
                    + "\"phase\":\"running\",\"type\":\"sluis.attempt-report.v1\"}";

    @Test
    void opensWhatWasSigned() throws BadSignature {
        RunIntent intent = Sample.intent(Sample.NOW);

        Signed signed = Documents.sign(Sample.KEY, intent);

        assertThat(Documents.open(signed, Sample.publicKey(), RunIntent.class)).isEqualTo(intent);
        assertThat(Documents.open(signed, Sample.publicKey(), Intent.class)).isEqualTo(intent);
        assertThat(Documents.open(signed, Sample.publicKey(), Document.class)).isEqualTo(intent);
    }

    @Test
    void opensADocumentThatAStrangerWrote() throws BadSignature {
        assertThat(open(REPORT))
                .isEqualTo(
                        new AttemptReport(
                                new AttemptId(Sample.id(9)),
                                RunnerPhase.RUNNING,
                                Sample.NOW,
                                null));
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] document = REPORT.getBytes(StandardCharsets.UTF_8);
        Signed signed = Sample.KEY.sign(document);
        for (int bit = 0; bit < document.length * 8; bit++) {
            byte[] flipped = signed.document();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertThatThrownBy(() -> open(new Signed(flipped, signed.signature())))
                    .isInstanceOf(BadSignature.class);
        }
    }

    @Test
    void refusesAnotherKeysSignature() {
        Signed signed = Sample.OTHER_KEY.sign(REPORT.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> open(signed)).isInstanceOf(BadSignature.class);
    }

    @Test
    void looksAtTheSignatureBeforeTheContent() {
        Signed signed = new Signed("not json".getBytes(StandardCharsets.UTF_8), new byte[64]);

        assertThatThrownBy(() -> open(signed)).isInstanceOf(BadSignature.class);
    }

    @Test
    void refusesAnUnusableKey() {
        byte[] smallOrder = new PublicKey(Sample.publicKey().base64()).encoded();
        Arrays.fill(smallOrder, 12, 44, (byte) 0);
        PublicKey key = new PublicKey(Base64.getEncoder().encodeToString(smallOrder));
        Signed signed = Sample.KEY.sign(REPORT.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Documents.open(signed, key, AttemptReport.class))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesAnotherTypesDocument() {
        Signed run = Documents.sign(Sample.KEY, Sample.intent(Sample.NOW));

        assertThatThrownBy(() -> Documents.open(run, Sample.publicKey(), OpenIntent.class))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Documents.open(run, Sample.publicKey(), Redemption.class))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> open(REPORT.replace("attempt-report", "redemption")))
                .isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not canonical: white space, order, escapes, another spelling of a time
                "{\"a\":1}|{\"a\": 1}",
                ",\"attempt\"|, \"attempt\"",
                "\"running\"|\"runnin\\u0067\"",
                "00Z\"|00.000Z\"",
                "08:00:00Z\"|09:00:00+01:00\"",
                "\"2026-11-24T08:00:00Z\"|1795507200",
                "{\"at\"|{\"at\":\"2026-11-24T08:00:00Z\",\"at\"",
                "v1\"}|v1\",\"type\":\"sluis.attempt-report.v1\"}",
                "v1\"}|v1\",\"unknown\":1}",
                "v1\"}|v1\"}\n",
                "v1\"}|v1\"}{}",
                "\"phase\"|\"problem\":null,\"phase\"",
                ",\"type\":\"sluis.attempt-report.v1\"|",
                "\"phase\":\"running\",|",
                "report.v1|report.v2",
                "\"running\"|\"RUNNING\"",
                "\"running\"|1",
                "00000009|0000000A"
            })
    void refusesWhatIsNotTheOneForm(String change) {
        String[] sides = change.split("\\|", -1);
        String changed = REPORT.replace(sides[0], sides[1]);
        if (changed.equals(REPORT)) {
            changed = sides[1];
        }
        String document = changed;

        assertThatThrownBy(() -> open(document)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesANumberBeyond53Bits() {
        Signed signed =
                Sample.KEY.sign(
                        new String(
                                        Documents.sign(Sample.KEY, Sample.intent(Sample.NOW))
                                                .document(),
                                        StandardCharsets.UTF_8)
                                .replace("\"seconds\":600", "\"seconds\":9007199254740993")
                                .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Documents.open(signed, Sample.publicKey(), RunIntent.class))
                .isInstanceOf(InvalidValue.class);
    }

    private static AttemptReport open(String document) throws BadSignature {
        return open(Sample.KEY.sign(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static AttemptReport open(Signed signed) throws BadSignature {
        return Documents.open(signed, Sample.publicKey(), AttemptReport.class);
    }
}
