package eu.sluis.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/** One test vector in the form of C2SP CCTV, which cctv-age/README.md describes. */
record Vector(String name, List<String> head, byte[] file) {

    static List<Vector> all() throws IOException {
        return in("cctv-age/testdata");
    }

    static List<Vector> in(String resources) throws IOException {
        Path directory = Path.of("src/test/resources", resources);
        List<Vector> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                vectors.add(read(file));
            }
        }
        return vectors;
    }

    private static Vector read(Path path) throws IOException {
        byte[] all = Files.readAllBytes(path);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        List<String> head = text.substring(0, end).lines().toList();
        byte[] file = Arrays.copyOfRange(all, end + 2, all.length);
        Vector vector = new Vector(path.getFileName().toString(), head, file);
        return vector.one("compressed").isPresent()
                ? new Vector(vector.name(), head, inflate(file))
                : vector;
    }

    private static byte[] inflate(byte[] file) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    String expect() {
        return one("expect").orElseThrow();
    }

    boolean armored() {
        return one("armored").isPresent();
    }

    List<Identity> identities() {
        Stream<Identity> keys = values("identity").map(Identity::parse);
        Stream<Identity> phrases =
                values("passphrase")
                        .map(text -> Identity.ofPassphrase(text.getBytes(StandardCharsets.UTF_8)));
        return Stream.concat(keys, phrases).toList();
    }

    Optional<String> one(String key) {
        return values(key).findFirst();
    }

    Stream<String> values(String key) {
        return head.stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2));
    }

    @Override
    public String toString() {
        return name;
    }
}
