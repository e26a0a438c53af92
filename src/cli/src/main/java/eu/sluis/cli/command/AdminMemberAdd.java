package eu.sluis.cli.command;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Role;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.NewMember;
import eu.sluis.contract.api.NewMemberView;
import eu.sluis.contract.api.TenantView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a first login for a tenant; its secret goes to a file, or is printed once. */
@Command(name = "add", description = "makes a login for a tenant")
final class AdminMemberAdd extends Verb {

    @Parameters(index = "0", paramLabel = "TENANT", description = "name or id")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "the user name at the issuer")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "submitter, steward, approver, auditor or tenant-admin; repeat for more")
    private List<Role> roles = List.of();

    @Option(names = "--robot", description = "a machine client, not a person")
    private boolean robot;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "a new file for the secret; else it is printed")
    private @Nullable Path secretFile;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        TenantId at = tenant(client);
        Path reserved = secretFile == null ? null : reserve(secretFile);
        NewMemberView made = make(client, at, reserved);
        if (reserved != null) {
            write(reserved, made.secret());
        }
        NewMemberView shown =
                reserved == null
                        ? made
                        : new NewMemberView(made.subject(), made.login(), "in " + reserved);
        output.output.one(
                out(),
                shown,
                fields ->
                        fields.add("login", shown.login())
                                .add("subject", shown.subject())
                                .add("secret", shown.secret()));
    }

    private NewMemberView make(Client client, TenantId at, @Nullable Path reserved) {
        try {
            return client.operator().make(at, new NewMember(name, Set.copyOf(roles), robot));
        } catch (Failure e) {
            if (reserved != null) {
                giveUp(reserved);
            }
            throw e;
        }
    }

    private TenantId tenant(Client client) {
        return client.operator().tenants().stream()
                .filter(t -> t.id().toString().equals(tenant) || t.name().equals(tenant))
                .map(TenantView::id)
                .findFirst()
                .orElseThrow(() -> Failure.notFound("such tenant"));
    }

    /** Made before the secret is, so that it cannot be lost for want of a place. */
    private static Path reserve(Path file) {
        try {
            return Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw Failure.usage(file + " is there already, or cannot be made", "name a new file");
        }
    }

    private static void giveUp(Path reserved) {
        try {
            Files.delete(reserved);
        } catch (IOException e) {
            // What went wrong before says more; the file is empty.
        }
    }

    private static void write(Path file, String secret) {
        try {
            Files.write(file, (secret + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Failure.other(
                    file + " cannot be written, the secret is lost", "make another login");
        }
    }
}
