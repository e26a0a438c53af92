package eu.sluis.cli.command;

import eu.sluis.cli.offline.Inspected;
import eu.sluis.cli.offline.Keys;
import eu.sluis.cli.offline.Source;
import eu.sluis.cli.offline.Target;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.seal.Age;
import eu.sluis.seal.Armor;
import eu.sluis.seal.Identity;
import eu.sluis.seal.OpenFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a sealed file of this machine. */
@Command(name = "open", description = "opens a sealed file of this machine; asks no gateway")
final class Open extends Verb {

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = "an identity file; again for more. Without it a passphrase is asked for")
    private List<Path> identityFiles = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to; default, and -: standard output")
    private @Nullable String output;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "default, and -: standard input")
    private String file = Source.STANDARD;

    @Override
    void run() {
        refuseToReplaceIdentities();
        Source source = new Source(file);
        try (InputStream in = source.open(around().stdin())) {
            BufferedInputStream sealed = new BufferedInputStream(Armor.readingIfArmored(in));
            boolean passphrase = Inspected.isForPassphrase(sealed);
            open(sealed, identities(source, passphrase));
        } catch (OpenFailure e) {
            throw Failure.other(
                    source + " does not open: it is for another key, or it was changed", "");
        } catch (IOException e) {
            throw Failure.other(source + " cannot be read to its end", "check the file");
        }
    }

    private void open(InputStream sealed, List<Identity> with) throws IOException {
        try (Target target = Target.named(output, around().stdout())) {
            Age.open(sealed, target.bytes(), with);
            target.commit();
        } finally {
            with.forEach(Identity::close);
        }
    }

    private List<Identity> identities(Source source, boolean passphrase) {
        if (passphrase != identityFiles.isEmpty()) {
            throw passphrase
                    ? Failure.usage(source + " is sealed under a passphrase", "leave out -i")
                    : Failure.usage(
                            source + " is sealed to a key", "name an identity file with -i");
        }
        Keys keys = new Keys(around().terminal());
        return passphrase
                ? List.of(keys.passphraseOf(source.toString()))
                : keys.identities(identityFiles);
    }

    private void refuseToReplaceIdentities() {
        if (output == null) {
            return;
        }
        Path target = Path.of(output);
        for (Path identityFile : identityFiles) {
            try {
                if (Files.exists(target) && Files.isSameFile(target, identityFile)) {
                    throw Failure.usage(
                            "the output would replace " + identityFile, "choose another name");
                }
            } catch (IOException e) {
                throw Failure.usage(identityFile + " cannot be read", "check name and permissions");
            }
        }
    }
}
