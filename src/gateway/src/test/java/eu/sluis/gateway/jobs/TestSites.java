package eu.sluis.gateway.jobs;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.Zone;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.seal.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Statements of the sites nl and ee, as their operators sign them. */
final class TestSites {

    static final SigningKey OPERATOR = SigningKey.generate();
    static final SigningKey NODE = SigningKey.generate();

    private TestSites() {}

    /** Both sites, in force, with A0. */
    static void register() {
        state("nl", "eu/nl", "NL", Instant.now().plusSeconds(86_400), EvidenceLevel.A0);
        state("ee", "eu/ee", "EE", Instant.now().plusSeconds(86_400), EvidenceLevel.A0);
    }

    /** Site nl, in force, with A1: from now on its runners must show a node's statement. */
    static void registerNodes() {
        state("nl", "eu/nl", "NL", Instant.now().plusSeconds(86_400), EvidenceLevel.A1);
    }

    static void lapse(String site, String zone, String law) {
        state(site, zone, law, Instant.now().minusSeconds(1), EvidenceLevel.A0);
    }

    private static void state(
            String site, String zone, String law, Instant notAfter, EvidenceLevel evidence) {
        List<PublicKey> nodes =
                evidence == EvidenceLevel.A0 ? List.of() : List.of(NODE.publicKey());
        var statement =
                new SiteStatement(
                        new SiteName(site),
                        new Zone(zone),
                        new TreeSet<>(Set.of(law)),
                        "operator of " + site,
                        "slurm",
                        evidence,
                        nodes,
                        notAfter);
        Signed signed = Documents.sign(OPERATOR, statement);
        Sql.execute(
                """
                INSERT INTO site_statement (site, version, key, document, signature)
                SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ? FROM site_statement WHERE site = ?
                """,
                site,
                OPERATOR.publicKey().base64(),
                signed.document(),
                signed.signature(),
                site);
    }
}
