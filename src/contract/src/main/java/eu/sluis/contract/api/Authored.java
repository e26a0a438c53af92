package eu.sluis.contract.api;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;

/** A signed document and the key that it was signed with. */
public record Authored(Signed signed, PublicKey key) {

    public Authored {
        Require.present(signed, "signed");
        Require.present(key, "key");
    }
}
