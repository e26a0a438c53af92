package eu.sluis.runner.room;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.runner.link.Gateway;
import eu.sluis.runner.link.Patience;
import eu.sluis.seal.Age;
import eu.sluis.seal.Recipient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Seals outputs to the output version and hands them to the gateway, one after another; each
 * plaintext makes room for its own sealed form, and both are deleted once that is stored, so that
 * whatever the payload could write can be sealed.
 */
public final class Sealer {

    private static final ObjectId ANY = new ObjectId(new UUID(0, 0));

    private final Gateway gateway;
    private final Patience patience;
    private final Room room;
    private final Recipient version;
    private final Supplier<UUID> ids;

    /**
     * A sealer to {@code version}.
     *
     * @param ids yields random ids for objects
     */
    public Sealer(
            Gateway gateway, Patience patience, Room room, Recipient version, Supplier<UUID> ids) {
        this.gateway = gateway;
        this.patience = patience;
        this.room = room;
        this.version = version;
        this.ids = ids;
    }

    /** A sealed object that the gateway has stored. */
    public record Stored(ObjectId object, Digest digest, long sealedBytes) {}

    /**
     * Seals all regular files under {@code /out} and then the manifest that lists them.
     *
     * @param skipped is told the name of each thing that is left out: what is no regular file, or
     *     has a name that no manifest may list
     * @return the stored manifest
     * @throws eu.sluis.contract.ProblemException if the gateway refuses, or gives no answer in time
     */
    public Stored seal(SlotGrant slot, Consumer<String> skipped)
            throws IOException, InterruptedException {
        Outputs outputs = Outputs.of(room.out());
        outputs.skipped().forEach(skipped);
        List<ManifestFile> files = new ArrayList<>();
        for (Path file : outputs.files()) {
            String path = room.out().relativize(file).toString();
            if (listable(path)) {
                files.add(seal(file, path));
            } else {
                skipped.accept(path);
            }
        }
        Manifest manifest = new Manifest(slot.theCase(), slot.output(), files);
        return store(new ByteArrayInputStream(Json.canonical(manifest)));
    }

    private ManifestFile seal(Path file, String path) throws IOException, InterruptedException {
        long bytes = Files.size(file);
        try (InputStream plain = Spent.reading(file)) {
            Stored stored = store(plain);
            Files.delete(file);
            return new ManifestFile(
                    path, stored.object(), stored.digest(), stored.sealedBytes(), bytes);
        }
    }

    private Stored store(InputStream plain) throws IOException, InterruptedException {
        ObjectId object = new ObjectId(ids.get());
        Path sealed = room.sealed().resolve(object.toString());
        MessageDigest sha256 = Digest.sha256();
        try (OutputStream out = Files.newOutputStream(sealed);
                OutputStream digesting = new DigestOutputStream(out, sha256)) {
            Age.seal(plain, digesting, List.of(version));
        }
        Digest digest = Digest.ofRaw(sha256.digest());
        patience.until(() -> gateway.put(object, sealed, digest));
        Stored stored = new Stored(object, digest, Files.size(sealed));
        Files.delete(sealed);
        return stored;
    }

    /** Whether a manifest may list this name; U+FFFD stands for bytes that are no UTF-8. */
    private static boolean listable(String path) {
        try {
            new ManifestFile(path, ANY, Digest.of(new byte[0]), 1, 0);
            return path.indexOf('\uFFFD') < 0;
        } catch (InvalidValue e) {
            return false;
        }
    }
}
