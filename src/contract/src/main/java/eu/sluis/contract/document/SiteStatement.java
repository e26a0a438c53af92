package eu.sluis.contract.document;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.Zone;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A site operator's signed word about the site. It is a statement, not a proof.
 *
 * @param jurisdictions every law that may reach the operator; a label must allow each
 * @param cluster {@code slurm} or {@code local}
 * @param evidence the level that the site offers
 * @param nodeKeys the keys that sign node statements; empty at A0
 * @param notAfter the statement lapses then
 */
public record SiteStatement(
        SiteName site,
        Zone zone,
        SortedSet<String> jurisdictions,
        String operator,
        String cluster,
        EvidenceLevel evidence,
        List<PublicKey> nodeKeys,
        Instant notAfter)
        implements Document {

    public SiteStatement {
        Require.present(site, "site");
        Require.present(zone, "zone");
        jurisdictions =
                Collections.unmodifiableSortedSet(
                        new TreeSet<>(Require.present(jurisdictions, "jurisdictions")));
        Require.name(operator, 200, "operator");
        Require.present(cluster, "cluster");
        Require.present(evidence, "evidence");
        nodeKeys = List.copyOf(Require.present(nodeKeys, "nodeKeys"));
        Require.present(notAfter, "notAfter");
        if (jurisdictions.isEmpty()) {
            throw new InvalidValue("a site is under at least one jurisdiction");
        }
        if (!cluster.equals("slurm") && !cluster.equals("local")) {
            throw new InvalidValue("cluster must be slurm or local");
        }
        if ((evidence == EvidenceLevel.A0) != nodeKeys.isEmpty()) {
            throw new InvalidValue("evidence above A0 needs node keys, A0 has none");
        }
    }
}
