package eu.sluis.gateway.sites;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * The sites that operators registered, each by its newest statement.
 *
 * <p>The signature is verified again on every read: an edited statement takes its site out. Limit:
 * whoever can replace key, statement and signature together makes another site; the key is pinned
 * against the API, not against the database.
 */
@ApplicationScoped
public class Sites {

    private static final Logger LOG = Logger.getLogger(Sites.class);

    private final Reachability reachability;
    private final Clock clock;

    Sites(Reachability reachability, Clock clock) {
        this.reachability = reachability;
        this.clock = clock;
    }

    /** Every site whose newest statement verifies, by name, lapsed or not. */
    public List<Site> all(Handle handle) {
        return handle
                .createQuery(
                        """
                        SELECT DISTINCT ON (site) site, key, document, signature
                        FROM site_statement ORDER BY site, version DESC
                        """)
                .map((row, context) ->
                        new Row(
                                row.getString("site"),
                                row.getString("key"),
                                row.getBytes("document"),
                                row.getBytes("signature")))
                .stream()
                .flatMap(row -> verified(row).stream())
                .toList();
    }

    /** The sites that placement may choose from: their statements verify and are in force. */
    public List<Site> inForce(Handle handle) {
        var now = clock.instant();
        return all(handle).stream().filter(site -> site.inForce(now)).toList();
    }

    /** The site of this name, if its newest statement verifies and is in force. */
    public Optional<Site> inForce(Handle handle, SiteName name) {
        return inForce(handle).stream().filter(site -> site.name().equals(name)).findFirst();
    }

    private record Row(String site, String key, byte[] document, byte[] signature) {}

    private Optional<Site> verified(Row row) {
        try {
            PublicKey key = new PublicKey(row.key);
            Signed signed = new Signed(row.document, row.signature);
            SiteStatement statement = Documents.open(signed, key, SiteStatement.class);
            if (statement.site().value().equals(row.site)) {
                boolean reachable = reachability.of(statement.site());
                return Optional.of(new Site(statement, signed, key, reachable));
            }
        } catch (BadSignature | InvalidValue e) {
            LOG.errorf(e, "event=site-statement-edited site=%s", row.site);
            return Optional.empty();
        }
        LOG.errorf("event=site-statement-moved site=%s", row.site);
        return Optional.empty();
    }
}
