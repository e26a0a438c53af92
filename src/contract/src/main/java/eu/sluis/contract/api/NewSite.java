package eu.sluis.contract.api;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;

/**
 * Registers a site or renews its statement (operator only).
 *
 * @param key the site's key, under which the statement is signed
 * @param statement a {@code sluis.site-statement.v1}
 */
public record NewSite(PublicKey key, Signed statement) {

    public NewSite {
        Require.present(key, "key");
        Require.present(statement, "statement");
    }
}
