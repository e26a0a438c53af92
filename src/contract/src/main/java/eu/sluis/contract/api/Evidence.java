package eu.sluis.contract.api;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;

/**
 * What a runner shows for itself beyond its own keys.
 *
 * @param statement a {@code sluis.node-statement.v1}
 * @param nodeKey the key under the statement; must be among those of the site's statement
 * @param proof the one-job key's signature under the redemption's exact bytes
 */
public record Evidence(Signed statement, PublicKey nodeKey, byte[] proof) {

    public Evidence {
        Require.present(statement, "statement");
        Require.present(nodeKey, "nodeKey");
        Require.present(proof, "proof");
    }
}
