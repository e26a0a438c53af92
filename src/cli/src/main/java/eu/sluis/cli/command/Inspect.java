package eu.sluis.cli.command;

import eu.sluis.cli.offline.Inspected;
import eu.sluis.cli.offline.Source;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.Fields;
import eu.sluis.seal.OpenFailure;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a sealed file shows without a key. */
@Command(name = "inspect", description = "says what a sealed file shows without a key")
final class Inspect extends Verb {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "default, and -: standard input")
    private String file = Source.STANDARD;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Source source = new Source(file);
        try (InputStream in = source.open(around().stdin())) {
            Inspected seen = Inspected.of(in);
            output.output.one(out(), seen, fields -> describe(seen, fields));
        } catch (OpenFailure e) {
            throw Failure.other(source + " is no age file, or not a whole one", "");
        } catch (IOException e) {
            throw Failure.other(source + " cannot be read to its end", "check the file");
        }
    }

    private static void describe(Inspected seen, Fields fields) {
        fields.add("version", seen.version())
                .add("armored", seen.armored() ? "yes" : "no")
                .add("stanzas", String.join(" ", seen.stanzas()))
                .add("post-quantum", seen.postQuantum())
                .add("header bytes", seen.headerBytes())
                .add("sealed bytes", seen.sealedBytes())
                .add("plain bytes", seen.plainBytes());
    }
}
