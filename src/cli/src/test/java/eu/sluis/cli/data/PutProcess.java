package eu.sluis.cli.data;

import eu.sluis.cli.access.Home;
import eu.sluis.cli.access.UserKey;
import eu.sluis.cli.gateway.DatasetCalls;
import eu.sluis.cli.gateway.Wire;
import eu.sluis.cli.show.ProgressBar;
import eu.sluis.contract.DatasetId;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What {@code sluis put} does once it is logged in, in this process or in one that is killed. */
final class PutProcess {

    private PutProcess() {}

    /** Gateway, home, dataset, its recipient, files and directories. */
    public static void main(String[] arguments) {
        put(
                arguments[0],
                Path.of(arguments[1]),
                DatasetId.of(arguments[2]),
                Recipient.parse(arguments[3]),
                Stream.of(arguments).skip(4).map(Path::of).toList(),
                System.out::println);
    }

    static VersionUpload.Uploaded put(
            String gateway,
            Path directory,
            DatasetId dataset,
            Recipient recipient,
            List<Path> arguments,
            Consumer<String> notes) {
        Home home = Home.at(directory);
        Wire wire = new Wire(HttpClient.newHttpClient(), gateway, () -> "token", time -> {});
        ProgressBar bar =
                new ProgressBar(new PrintWriter(new StringWriter()), false, InstantSource.system());
        try (SigningKey key = UserKey.loadOrMake(home);
                UploadJournal journal = UploadJournal.of(home.spool(), dataset, arguments)) {
            return new VersionUpload(new DatasetCalls(wire), key, journal, bar, notes)
                    .write(
                            new TrustedDataset(dataset, Papers.label("eu/nl"), recipient),
                            SourceFiles.find(arguments).stream().map(PutProcess::slow).toList(),
                            null);
        }
    }

    private static SourceFile slow(SourceFile file) {
        boolean slow = file.path().equals("slow");
        return slow ? new SourceFile("slow", new Slow(file.content())) : file;
    }

    /** Ends never, as long as there is a file {@code stall} in the working directory. */
    private record Slow(SourceFile.Content content) implements SourceFile.Content {

        @Override
        public InputStream open() throws IOException {
            InputStream file = content.open();
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    int next = file.read();
                    while (next < 0 && Files.exists(Path.of("stall"))) {
                        pause();
                    }
                    return next;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = file.read(target, offset, length);
                    while (count < 0 && Files.exists(Path.of("stall"))) {
                        pause();
                    }
                    return count;
                }
            };
        }

        @Override
        public String stamp() throws IOException {
            return content.stamp();
        }

        private static void pause() {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
