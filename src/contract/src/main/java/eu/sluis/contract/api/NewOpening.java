package eu.sluis.contract.api;

import eu.sluis.contract.Require;

/** Asks to open a version: a {@code sluis.open-intent.v1} and the user's key that signed it. */
public record NewOpening(Authored intent) {

    public NewOpening {
        Require.present(intent, "intent");
    }
}
