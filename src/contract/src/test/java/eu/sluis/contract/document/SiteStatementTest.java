package eu.sluis.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SiteStatementTest {

    private static final List<PublicKey> KEYS =
            List.of(new PublicKey("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="));

    @Test
    void evidenceAboveA0AndNodeKeysGoTogether() {
        assertThat(site("NL", EvidenceLevel.A0, List.of()).nodeKeys()).isEmpty();
        assertThat(site("NL", EvidenceLevel.A1, KEYS).nodeKeys()).isEqualTo(KEYS);

        refuses("NL", EvidenceLevel.A1, List.of());
        refuses("NL", EvidenceLevel.A0, KEYS);
    }

    private static void refuses(String law, EvidenceLevel evidence, List<PublicKey> keys) {
        assertThatThrownBy(() -> site(law, evidence, keys)).isInstanceOf(InvalidValue.class);
    }

    private static SiteStatement site(String law, EvidenceLevel evidence, List<PublicKey> keys) {
        return new SiteStatement(
                new SiteName("nl"),
                new Zone("eu/nl"),
                new TreeSet<>(Set.of(law)),
                "Site nl",
                "slurm",
                evidence,
                keys,
                Instant.EPOCH);
    }
}
