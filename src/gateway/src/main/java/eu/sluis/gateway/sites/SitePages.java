package eu.sluis.gateway.sites;

import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.SiteView;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of sites: there are few, so a page is cut from all of them, by name. */
final class SitePages {

    private SitePages() {}

    static Page<SiteView> page(List<Site> all, @Nullable Integer limit, @Nullable String cursor) {
        String after = Cursor.of(cursor).id();
        Limit most = Limit.of(limit);
        List<Site> rest =
                all.stream()
                        .filter(site -> site.name().value().compareTo(after) > 0)
                        .limit(most.rows() + 1L)
                        .toList();
        return Cursor.page(
                rest, most, site -> new Cursor(Instant.EPOCH, site.name().value()), Site::view);
    }
}
