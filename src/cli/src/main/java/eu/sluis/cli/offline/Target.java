package eu.sluis.cli.offline;

import static java.util.Objects.requireNonNull;

import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's bytes go. A file appears under its name once it is whole, or not at all: until
 * {@link #commit} it lies beside that place under a name of our own, which {@link #close} removes.
 * To standard output, a pipe or a device the bytes go as they come.
 */
public final class Target implements AutoCloseable {

    private static final Set<PosixFilePermission> AS_UMASK_ALLOWS =
            PosixFilePermissions.fromString("rw-rw-rw-");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    /** Within so many bytes an identity file shows that it is one. */
    private static final int LONGEST_PREAMBLE = 4096;

    private final String name;
    private final OutputStream bytes;
    private final @Nullable Path place;
    private final @Nullable Path stage;
    private final Thread atExit = new Thread(this::removeStage);
    private volatile boolean committed;

    private Target(String name, OutputStream bytes, @Nullable Path place, @Nullable Path stage) {
        this.name = name;
        this.bytes = bytes;
        this.place = place;
        this.stage = stage;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The file of that name, or standard output for none and for {@code -}. */
    public static Target named(@Nullable String name, OutputStream standardOutput) {
        return name == null || name.equals(Source.STANDARD)
                ? standard(standardOutput)
                : file(Path.of(name));
    }

    /** Standard output, which is left open. */
    public static Target standard(OutputStream output) {
        OutputStream lent =
                new FilterOutputStream(output) {
                    @Override
                    public void write(byte[] source, int offset, int length) throws IOException {
                        out.write(source, offset, length);
                    }

                    @Override
                    public void close() throws IOException {
                        out.flush();
                    }
                };
        return new Target("the output", lent, null, null);
    }

    /**
     * A file, with the permissions of the one that it replaces, else as the umask says; or a device
     * or pipe that is there.
     *
     * @throws Failure if it cannot be made, or would replace an identity file
     */
    public static Target file(Path file) {
        return open(
                file,
                () -> {
                    if (!Files.exists(file)) {
                        return staged(file, AS_UMASK_ALLOWS);
                    }
                    if (Files.isRegularFile(file)) {
                        refuseIfIdentities(file);
                        Set<PosixFilePermission> kept = Files.getPosixFilePermissions(file);
                        Target target = staged(file.toRealPath(), OWNER_ONLY);
                        // Making a file heeds the umask, which has no say in what was there.
                        Files.setPosixFilePermissions(requireNonNull(target.stage), kept);
                        return target;
                    }
                    OutputStream direct = Files.newOutputStream(file, StandardOpenOption.WRITE);
                    return new Target(file.toString(), direct, null, null);
                });
    }

    /**
     * A file that only its owner can read, and that is not there yet.
     *
     * @throws Failure if it is there, or cannot be made
     */
    public static Target secretFile(Path file) {
        return open(
                file,
                () -> {
                    try {
                        OutputStream bytes =
                                Channels.newOutputStream(
                                        Files.newByteChannel(
                                                file,
                                                Set.of(
                                                        StandardOpenOption.CREATE_NEW,
                                                        StandardOpenOption.WRITE),
                                                PosixFilePermissions.asFileAttribute(OWNER_ONLY)));
                        return new Target(file.toString(), bytes, file, file);
                    } catch (FileAlreadyExistsException e) {
                        throw isThere(file);
                    }
                });
    }

    /** Takes the bytes; a write that fails ends in a {@link Failure}. */
    public OutputStream bytes() {
        return new OutputStream() {
            @Override
            public void write(int oneByte) {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                try {
                    bytes.write(source, offset, length);
                } catch (IOException e) {
                    throw notWritten(name);
                }
            }

            @Override
            public void flush() {
                try {
                    bytes.flush();
                } catch (IOException e) {
                    throw notWritten(name);
                }
            }
        };
    }

    /**
     * Gives the file its name.
     *
     * @throws Failure if that fails
     */
    public void commit() {
        try {
            bytes.close();
            if (stage != null && place != null && !stage.equals(place)) {
                Files.move(stage, place, StandardCopyOption.ATOMIC_MOVE);
            }
            committed = true;
        } catch (IOException e) {
            throw notWritten(name);
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        try (bytes) {
            removeStage();
        } catch (IOException e) {
            throw notWritten(name);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook does the same.
        }
    }

    private static Target staged(Path place, Set<PosixFilePermission> permissions)
            throws IOException {
        Path directory = place.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("a root directory is no file");
        }
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(permissions);
        Path stage = Files.createTempFile(directory, ".sluis-", ".part", mode);
        OutputStream bytes = Files.newOutputStream(stage, StandardOpenOption.WRITE);
        return new Target(place.toString(), bytes, place, stage);
    }

    private void removeStage() {
        try {
            if (stage != null && !committed) {
                Files.deleteIfExists(stage);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseIfIdentities(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(LONGEST_PREAMBLE);
            if (new String(start, StandardCharsets.ISO_8859_1).contains("AGE-SECRET-KEY-")) {
                throw isThere(file);
            }
        }
    }

    private static Failure isThere(Path file) {
        return Failure.other(
                file + " is there already, and keys are never replaced",
                "choose another name, or take the old file away");
    }

    private static Target open(Path file, Opening opening) {
        try {
            return opening.open();
        } catch (IOException e) {
            throw notWritten(file.toString());
        }
    }

    private static Failure notWritten(String name) {
        return new Failure(
                ExitCode.UNAVAILABLE,
                name + " cannot be written",
                "check room and permissions; repeating is safe");
    }

    @FunctionalInterface
    private interface Opening {
        Target open() throws IOException;
    }
}
