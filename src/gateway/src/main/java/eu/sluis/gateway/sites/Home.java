package eu.sluis.gateway.sites;

import eu.sluis.contract.Custody;
import eu.sluis.contract.Zone;
import eu.sluis.custody.Place;
import eu.sluis.gateway.platform.HomeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.TreeSet;

/** The gateway's own place, where ciphertext and managed keys are kept. */
@ApplicationScoped
public class Home {

    private final HomeConfig config;

    Home(HomeConfig config) {
        this.config = config;
    }

    /** Home as policy asks about it. */
    public Place place(Custody custody) {
        return Place.home(new Zone(config.zone()), new TreeSet<>(config.jurisdictions()), custody);
    }
}
