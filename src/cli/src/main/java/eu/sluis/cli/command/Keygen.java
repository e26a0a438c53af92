package eu.sluis.cli.command;

import eu.sluis.cli.offline.Keys;
import eu.sluis.cli.offline.Source;
import eu.sluis.cli.offline.Target;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.seal.Identity;
import eu.sluis.seal.IdentityFile;
import eu.sluis.seal.Recipient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an identity file, or prints the recipients of one. */
@Command(
        name = "keygen",
        description = "makes an age identity, or prints an identity file's recipients")
final class Keygen extends Verb {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "a new file; default: standard output")
    private @Nullable Path output;

    @Option(
            names = {"-p", "--passphrase"},
            description = "seal the identity file to a passphrase")
    private boolean passphrase;

    @Option(
            names = "--classic",
            description = "X25519 without ML-KEM, for an age that knows no hybrid keys")
    private boolean classic;

    @Option(names = "-y", description = "print the recipients of the identity file FILE")
    private boolean recipients;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "with -y; default: standard input")
    private @Nullable String file;

    @Override
    void run() {
        if (recipients) {
            write(target(), Keys.lines(recipientsOf(new Source(file == null ? "-" : file))));
        } else if (file == null) {
            make();
        } else {
            throw Failure.usage(
                    "a new identity is made of nothing", "did you mean -y " + file + "?");
        }
    }

    private void make() {
        Keys keys = new Keys(around().terminal());
        try (Identity identity = classic ? Identity.generateX25519() : Identity.generate()) {
            byte[] text = IdentityFile.text(identity, around().clock().instant());
            byte[] phrase = new byte[0];
            try {
                if (passphrase) {
                    phrase = keys.newPassphrase();
                    write(secretTarget(), IdentityFile.sealed(text, phrase));
                } else {
                    write(secretTarget(), text);
                }
            } finally {
                Arrays.fill(text, (byte) 0);
                Arrays.fill(phrase, (byte) 0);
            }
            if (output != null || !around().terminal().isOutput()) {
                around().err().println("Public key: " + identity.recipient());
            }
        }
    }

    private List<Recipient> recipientsOf(Source source) {
        try (InputStream in = source.open(around().stdin())) {
            List<Identity> identities =
                    new Keys(around().terminal()).identities(source.toString(), in);
            identities.forEach(Identity::close);
            return identities.stream().map(Identity::recipient).toList();
        } catch (IOException e) {
            throw Failure.usage(source + " cannot be read", "check the file");
        }
    }

    private Target target() {
        return output == null ? Target.standard(around().stdout()) : Target.file(output);
    }

    private Target secretTarget() {
        return output == null ? Target.standard(around().stdout()) : Target.secretFile(output);
    }

    private static void write(Target target, byte[] bytes) {
        try (target) {
            target.bytes().write(bytes, 0, bytes.length);
            target.commit();
        } catch (IOException e) {
            throw new IllegalStateException("a target fails with a Failure", e);
        }
    }
}
