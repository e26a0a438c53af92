package eu.sluis.gateway.sites;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.NewSite;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Registers sites and renews their statements; a site's key never changes. */
@ApplicationScoped
class Registration {

    private static final Logger LOG = Logger.getLogger(Registration.class);

    private final Clock clock;

    Registration(Clock clock) {
        this.clock = clock;
    }

    private record Newest(int version, String key, byte[] document) {}

    /**
     * Stores the statement as the site's newest; the same again is no change.
     *
     * @throws ProblemException bad-signature unless the given key signed it; bad-document if it is
     *     another site's or has lapsed; conflict if the site is registered under another key
     */
    void register(Handle handle, SiteName site, NewSite wanted) {
        requireStatement(site, wanted);
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 1))::text")
                .bind("name", "site " + site)
                .mapTo(String.class)
                .one();
        Optional<Newest> newest = newest(handle, site);
        if (newest.isPresent() && !newest.get().key.equals(wanted.key().base64())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "the site is registered under another key: register it under another name");
        }
        byte[] document = wanted.statement().document();
        if (newest.isPresent() && Arrays.equals(newest.get().document, document)) {
            return;
        }
        insert(handle, site, 1 + newest.map(Newest::version).orElse(0), wanted);
        LOG.infof("event=site-registered site=%s statement=%s", site, wanted.statement().digest());
    }

    private void requireStatement(SiteName site, NewSite wanted) {
        SiteStatement statement = open(wanted);
        if (!statement.site().equals(site)) {
            throw badDocument("the statement is about another site than the path names");
        }
        if (!clock.instant().isBefore(statement.notAfter())) {
            throw badDocument("the statement has lapsed");
        }
    }

    private static SiteStatement open(NewSite wanted) {
        try {
            return Documents.open(wanted.statement(), wanted.key(), SiteStatement.class);
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the statement is not signed under the given key");
        } catch (InvalidValue e) {
            throw badDocument(e.detail());
        }
    }

    private static Optional<Newest> newest(Handle handle, SiteName site) {
        return handle.createQuery(
                        """
                        SELECT version, key, document FROM site_statement
                        WHERE site = :site ORDER BY version DESC LIMIT 1
                        """)
                .bind("site", site)
                .map((row, context) ->
                        new Newest(
                                row.getInt("version"),
                                row.getString("key"),
                                row.getBytes("document")))
                .findOne();
    }

    private static void insert(Handle handle, SiteName site, int version, NewSite wanted) {
        handle.createUpdate(
                        """
                        INSERT INTO site_statement (site, version, key, document, signature)
                        VALUES (:site, :version, :key, :document, :signature)
                        """)
                .bind("site", site)
                .bind("version", version)
                .bind("key", wanted.key())
                .bind("document", wanted.statement().document())
                .bind("signature", wanted.statement().signature())
                .execute();
    }

    private static ProblemException badDocument(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }
}
