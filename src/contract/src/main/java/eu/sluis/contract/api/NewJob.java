package eu.sluis.contract.api;

import eu.sluis.contract.Require;

/** Submits a job: a {@code sluis.run-intent.v1} and the user's key that signed it. */
public record NewJob(Authored intent) {

    public NewJob {
        Require.present(intent, "intent");
    }
}
