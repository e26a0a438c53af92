package eu.sluis.gateway.tenants;

import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Zone;
import eu.sluis.gateway.platform.HomeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tenant is bound to if the operator names no label: the gateway's own place and law, any
 * purpose, evidence A0, managed custody, egress to the owner, hybrid recipients.
 */
@ApplicationScoped
class DefaultLabel {

    private final HomeConfig home;

    DefaultLabel(HomeConfig home) {
        this.home = home;
    }

    Label get() {
        return new Label(
                new TreeSet<>(Set.of(new Zone(home.zone()))),
                new TreeSet<>(home.jurisdictions()),
                new TreeSet<>(Set.of(Label.ANY)),
                EvidenceLevel.A0,
                Custody.MANAGED,
                Egress.OWNER,
                Recipients.HYBRID,
                null);
    }
}
