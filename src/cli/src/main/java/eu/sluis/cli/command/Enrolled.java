package eu.sluis.cli.command;

import eu.sluis.cli.access.Home;
import eu.sluis.cli.access.UserKey;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Json;
import eu.sluis.contract.api.Me;
import eu.sluis.contract.api.NewKey;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.seal.SigningKey;
import java.util.Optional;

/** What follows a login: the home becomes that person's, and the signing key is registered. */
final class Enrolled {

    private static final String WHO = "who.json";

    private final Client client;

    Enrolled(Client client) {
        this.client = client;
    }

    /** Whose home it is: the file {@code who.json}. */
    private record Who(String issuer, String subject) {}

    /**
     * Returns if the home is new, or was made for the same tenant at the same issuer.
     *
     * @throws Failure otherwise: its signing key speaks for somebody at another tenant
     */
    static void requireSameTenant(Home home, Enrolment enrolment) {
        Optional<Enrolment> before =
                home.read(Client.ENROLMENT).map(b -> Json.readCanonical(b, Enrolment.class));
        boolean same =
                before.map(b ->
                                b.tenant().equals(enrolment.tenant())
                                        && b.organization().equals(enrolment.organization())
                                        && b.issuer().equals(enrolment.issuer()))
                        .orElse(true);
        if (!same) {
            throw anotherHome(home + " belongs to a login at another tenant");
        }
    }

    /** Registers the signing key, made if there is none; a line that says who is logged in. */
    String register() {
        Me me = client.tenant().me();
        requireOurs(me);
        requireSamePerson(me);
        if (client.isOperator()) {
            return "logged in as " + me.name() + ", operator";
        }
        try (SigningKey key = UserKey.loadOrMake(client.home())) {
            if (!me.keys().contains(key.publicKey().id())) {
                byte[] proven = NewKey.proven(client.enrolment().issuer(), me.subject());
                client.tenant().register(key.publicKey(), key.sign(proven).signature());
            }
            return "logged in as %s at %s, signing key %s"
                    .formatted(me.name(), me.tenantName(), key.publicKey().id());
        }
    }

    private void requireOurs(Me me) {
        boolean ours =
                me.issuer().equals(client.enrolment().issuer())
                        && me.operator() == client.isOperator()
                        && (me.operator() || client.enrolment().tenant().equals(me.tenant()));
        if (!ours) {
            client.session().end();
            throw Failure.other(
                    "the gateway knows this login as somebody of another tenant",
                    "check the enrolment string, and the account that agreed in the browser");
        }
    }

    private void requireSamePerson(Me me) {
        Who who = new Who(me.issuer(), me.subject());
        Who before = client.home().read(WHO).map(bytes -> Json.read(bytes, Who.class)).orElse(who);
        if (!before.equals(who)) {
            client.session().end();
            throw anotherHome(client.home() + " belongs to another person's login");
        }
        client.home().write(WHO, Json.canonical(who));
    }

    private static Failure anotherHome(String message) {
        return Failure.other(message, "set SLUIS_HOME to a directory of its own for this login");
    }
}
