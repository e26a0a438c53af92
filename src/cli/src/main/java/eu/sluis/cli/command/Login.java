package eu.sluis.cli.command;

import eu.sluis.cli.access.DeviceLogin;
import eu.sluis.cli.access.EnrolmentFetch;
import eu.sluis.cli.access.EnrolmentString;
import eu.sluis.cli.access.Home;
import eu.sluis.cli.access.Robot;
import eu.sluis.cli.access.Tokens;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.document.Enrolment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logs in under an enrolment string, and registers the user's signing key. */
@Command(
        name = "login",
        description = "logs in under an enrolment string and registers your signing key")
final class Login extends Verb {

    @Parameters(
            paramLabel = "ENROLMENT",
            description = "sluis://host:port/alias#sha256:…, in quotes")
    private String text = "";

    @Option(names = "--operator", description = "as the operator of the gateway")
    private boolean operator;

    @Option(names = "--robot", paramLabel = "CLIENT_ID", description = "as a machine client")
    private @Nullable String robot;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "holds the machine client's secret; must stay where it is")
    private @Nullable Path secretFile;

    @Override
    void run() {
        Optional<Robot> machine = machine();
        EnrolmentString string = EnrolmentString.parse(text);
        byte[] document = EnrolmentFetch.fetch(string);
        Enrolment enrolment = string.open(document);
        Home home = Home.locate(around().environment());
        Client client = new Client(around(), home, enrolment);
        requireKind(client);
        Enrolled.requireSameTenant(home, enrolment);
        Tokens tokens =
                machine.map(m -> client.issuer().obtain(m, client.scope()))
                        .orElseGet(() -> person(client));
        home.write(Client.ENROLMENT, document);
        client.session().begin(tokens, machine);
        out().println(new Enrolled(client).register());
    }

    private Tokens person(Client client) {
        return new DeviceLogin(client.issuer(), around().pause()).run(client.scope(), this::show);
    }

    private void show(DeviceLogin.Prompt prompt) {
        PrintWriter out = out();
        out.println("open this page in a browser, on any device:");
        out.println("  " + prompt.complete());
        out.println("and agree only if it shows the code " + prompt.code());
        out.flush();
    }

    private Optional<Robot> machine() {
        if ((robot == null) != (secretFile == null)) {
            throw Failure.usage(
                    "--robot and --secret-file go together",
                    "give the client id and the file with its secret");
        }
        return robot == null || secretFile == null
                ? Optional.empty()
                : Optional.of(new Robot(robot, secretFile.toAbsolutePath().toString()));
    }

    private void requireKind(Client client) {
        if (operator != client.isOperator()) {
            throw Failure.usage(
                    operator
                            ? "this is a tenant's enrolment string, not the operator's"
                            : "this is the operator's enrolment string, not a tenant's",
                    operator ? "leave --operator away" : "operators log in with --operator");
        }
    }
}
