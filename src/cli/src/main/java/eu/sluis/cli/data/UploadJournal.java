package eu.sluis.cli.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an upload needs in order to go on after a break: a directory with sealed objects that were
 * not yet stored, and a line of JSON for each step taken. It holds no key and no plain byte.
 *
 * <p>One process at a time has it. What a broken-off line was to say has not happened.
 */
public final class UploadJournal implements AutoCloseable {

    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final boolean kept;
    private final FileChannel lines;
    private final Map<String, SealedObject> objects = new HashMap<>();
    private @Nullable Begun begun;

    private UploadJournal(Path directory, boolean kept, FileChannel lines) {
        this.directory = directory;
        this.kept = kept;
        this.lines = lines;
    }

    /**
     * The version that objects go into.
     *
     * @param keyFile digest of its key file
     * @param recipient of the version's own identity, whose secret half is in the key file only
     */
    record Begun(DatasetId dataset, VersionId version, Digest keyFile, String recipient) {}

    /**
     * An object that was sealed whole.
     *
     * @param stamp of the source, as it was when it was sealed
     * @param bytes length of the content
     * @param stored whether the gateway has it; until then its bytes are in {@link #spool}
     */
    record SealedObject(
            String path,
            String stamp,
            ObjectId object,
            Digest digest,
            long sealedBytes,
            long bytes,
            boolean stored) {

        SealedObject nowStored() {
            return new SealedObject(path, stamp, object, digest, sealedBytes, bytes, true);
        }
    }

    private record Line(@Nullable Begun begun, @Nullable SealedObject object) {}

    /** The journal of an upload that will not be repeated; closing removes it. */
    public static UploadJournal once(Path spool) {
        try {
            return open(Files.createTempDirectory(spool, "once-", OWNER_ONLY_DIRECTORY), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The journal of putting {@code sources} into {@code dataset}, with what an earlier try left.
     *
     * @throws Failure if another process is at the same
     */
    public static UploadJournal of(Path spool, DatasetId dataset, List<Path> sources) {
        StringBuilder name = new StringBuilder(dataset.toString());
        sources.forEach(source -> name.append('\0').append(source.toAbsolutePath().normalize()));
        Digest digest = Digest.of(name.toString().getBytes(StandardCharsets.UTF_8));
        Path directory = spool.resolve("put-" + digest.text().substring("sha256:".length()));
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory, OWNER_ONLY_DIRECTORY);
            }
            return open(directory, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Begun> begun() {
        return Optional.ofNullable(begun);
    }

    /** The last object that was sealed for the file of that name in the version. */
    Optional<SealedObject> object(String path) {
        return Optional.ofNullable(objects.get(path));
    }

    /** The names of the files that objects were sealed for. */
    Set<String> paths() {
        return Set.copyOf(objects.keySet());
    }

    /** Where an object's sealed bytes are until it is stored. */
    Path spool(ObjectId object) {
        return directory.resolve(object + ".age");
    }

    void write(Begun step) {
        begun = step;
        append(new Line(step, null));
    }

    void write(SealedObject step) {
        objects.put(step.path(), step);
        append(new Line(null, step));
    }

    /** Forgets everything. */
    void restart() {
        begun = null;
        objects.clear();
        try {
            lines.truncate(0);
            removeSpools();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the journal, if it is still there: the upload is complete. */
    void done() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            objects.clear();
            removeSpools();
            Files.deleteIfExists(directory.resolve("journal"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (lines) {
            if (!kept) {
                done();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UploadJournal open(Path directory, boolean kept) throws IOException {
        FileChannel lines =
                FileChannel.open(
                        directory.resolve("journal"),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        OWNER_ONLY);
        if (!locked(lines)) {
            lines.close();
            throw Failure.other(
                    "another process is putting the same files", "wait until it has ended");
        }
        UploadJournal journal = new UploadJournal(directory, kept, lines);
        journal.read();
        journal.removeSpools();
        return journal;
    }

    private static boolean locked(FileChannel lines) throws IOException {
        try {
            return lines.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Reads whole lines, and cuts off what follows them. */
    private void read() throws IOException {
        byte[] bytes = Channels.newInputStream(lines).readAllBytes();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                accept(new String(bytes, start, end - start, StandardCharsets.UTF_8));
                start = end + 1;
            }
        }
        lines.truncate(start);
    }

    private void accept(String text) {
        Line line;
        try {
            line = Json.read(text.getBytes(StandardCharsets.UTF_8), Line.class);
        } catch (InvalidValue e) {
            throw Failure.other(
                    directory + " does not hold a journal of this sluis",
                    "remove that directory, and put again");
        }
        if (line.begun() != null) {
            begun = line.begun();
        }
        if (line.object() != null) {
            objects.put(line.object().path(), line.object());
        }
    }

    private void append(Line line) {
        try {
            byte[] text =
                    (Json.mapper().writeValueAsString(line) + "\n")
                            .getBytes(StandardCharsets.UTF_8);
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                lines.write(rest);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the journal is always JSON", e);
        } catch (IOException e) {
            throw Failure.other(
                    directory + " cannot be written", "check the room of SLUIS_HOME's disk");
        }
    }

    /** Removes sealed bytes that nobody will send: such as those of a sealing that broke off. */
    private void removeSpools() throws IOException {
        Set<Path> wanted =
                objects.values().stream()
                        .filter(object -> !object.stored())
                        .map(object -> spool(object.object()))
                        .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".age")).toList()) {
                if (!wanted.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
