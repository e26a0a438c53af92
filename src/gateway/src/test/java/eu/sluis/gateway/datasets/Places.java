package eu.sluis.gateway.datasets;

import eu.sluis.contract.Egress;
import eu.sluis.contract.Label;
import eu.sluis.contract.Zone;
import eu.sluis.gateway.kit.TestData;
import java.util.Set;
import java.util.TreeSet;

/** Labels that differ in one respect. */
final class Places {

    private Places() {}

    static Label inZone(String zone) {
        Label base = TestData.Labels.HYBRID;
        return new Label(
                new TreeSet<>(Set.of(new Zone(zone))),
                base.jurisdictions(),
                base.purposes(),
                base.evidence(),
                base.custody(),
                base.egress(),
                base.recipients(),
                null);
    }

    static Label withEgress(Egress egress) {
        Label base = TestData.Labels.HYBRID;
        return new Label(
                base.zones(),
                base.jurisdictions(),
                base.purposes(),
                base.evidence(),
                base.custody(),
                egress,
                base.recipients(),
                null);
    }
}
