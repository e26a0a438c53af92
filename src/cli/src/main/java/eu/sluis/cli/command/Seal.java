package eu.sluis.cli.command;

import eu.sluis.cli.offline.Keys;
import eu.sluis.cli.offline.Source;
import eu.sluis.cli.offline.Target;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.seal.Age;
import eu.sluis.seal.Armor;
import eu.sluis.seal.Identity;
import eu.sluis.seal.Recipient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals a file to recipients, or under a passphrase. */
@Command(name = "seal", description = "seals a file of this machine, as age does; asks no gateway")
final class Seal extends Verb {

    @Option(
            names = {"-r", "--recipient"},
            paramLabel = "RECIPIENT",
            description = "to whom: age1…; again for more")
    private List<Recipient> recipients = List.of();

    @Option(
            names = {"-R", "--recipients-file"},
            paramLabel = "FILE",
            description = "to whom: one recipient a line; again for more")
    private List<Path> recipientsFiles = List.of();

    @Option(
            names = {"-p", "--passphrase"},
            description = "under a passphrase, which is asked for")
    private boolean passphrase;

    @Option(
            names = {"-a", "--armor"},
            description = "as text")
    private boolean armor;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to; default, and -: standard output")
    private @Nullable String output;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "default, and -: standard input")
    private String file = Source.STANDARD;

    @Override
    void run() {
        if (passphrase == !(recipients.isEmpty() && recipientsFiles.isEmpty())) {
            throw Failure.usage(
                    "a file is sealed either to recipients or under a passphrase",
                    "name recipients with -r or -R, or give -p");
        }
        if (output == null && !armor && around().terminal().isOutput()) {
            throw Failure.usage(
                    "binary bytes do not go to a terminal",
                    "did you mean -a or -o FILE? -o - forces it");
        }
        Source source = new Source(file);
        try (InputStream plain = source.open(around().stdin())) {
            if (passphrase) {
                sealUnderPassphrase(source, plain);
            } else {
                seal(source, plain, all());
            }
        } catch (IOException e) {
            throw Failure.other(source + " cannot be read to its end", "check the file");
        }
    }

    private List<Recipient> all() {
        List<Recipient> all = new ArrayList<>(recipients);
        recipientsFiles.forEach(recipientsFile -> all.addAll(Keys.recipients(recipientsFile)));
        return all;
    }

    private void sealUnderPassphrase(Source source, InputStream plain) throws IOException {
        byte[] phrase = new Keys(around().terminal()).newPassphrase();
        try (Identity words = Identity.ofPassphrase(phrase)) {
            seal(source, plain, List.of(words.recipient()));
        } finally {
            Arrays.fill(phrase, (byte) 0);
        }
    }

    private void seal(Source source, InputStream plain, List<Recipient> to) throws IOException {
        try (Target target = Target.named(output, around().stdout())) {
            if (armor) {
                OutputStream armored = Armor.writing(target.bytes());
                Age.seal(plain, armored, to);
                armored.close();
            } else {
                Age.seal(plain, target.bytes(), to);
            }
            target.commit();
        }
    }
}
