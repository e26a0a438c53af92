package eu.sluis.cli.command;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.ErrorLines;
import picocli.CommandLine.Command;

/** Ends the session here and at the issuer; enrolment and signing key stay. */
@Command(name = "logout", description = "ends the session; enrolment and signing key stay")
final class Logout extends Verb {

    @Override
    void run() {
        Client client = client();
        client.session().end().ifPresent(refresh -> revoke(client, refresh));
        out().println("logged out");
    }

    private void revoke(Client client, String refresh) {
        try {
            client.issuer().revoke(refresh);
        } catch (Failure e) {
            ErrorLines.line(
                    around().err(),
                    "warning",
                    "the issuer was not told: "
                            + e.getMessage()
                            + "; the session ends there by itself");
        }
    }
}
