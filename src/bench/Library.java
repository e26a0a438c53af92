import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The library on one core, in turns with openssl on the same one; run by deploy/bench, which pins
 * the process. Prints the median of so many rounds as its argument says.
 */
public final class Library {

    private static final int BYTES = 64 << 20;
    private static final long ROUND_NANOS = 1_000_000_000L;

    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Identity identity = Identity.generate();
    private final List<Recipient> recipient = List.of(identity.recipient());
    private final byte[] plain = new byte[BYTES];
    private final byte[] sealed = seal();
    private final byte[] keyFile = KeyFile.seal(List.of(Identity.generate()), identity.recipient());
    private final Recipient slot = Identity.generate().recipient();

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Library library = new Library();
        library.round();
        library.rates.clear();
        for (int i = 0; i < rounds; i++) {
            library.round();
        }
        library.print();
    }

    private interface Work {
        void once() throws IOException;
    }

    private Library() throws IOException {}

    private void round() throws Exception {
        rates.computeIfAbsent("openssl", name -> new ArrayList<>()).add(openssl());
        measure("seal", BYTES / 1e6, this::seal);
        measure("open", BYTES / 1e6, this::open);
        measure("key files opened", 1, () -> KeyFile.open(keyFile, identity));
        measure("key files re-addressed", 1, () -> KeyFile.readdress(keyFile, identity, slot));
    }

    private void measure(String name, double units, Work work) throws IOException {
        long start = System.nanoTime();
        long count = 0;
        long spent = 0;
        while (spent < ROUND_NANOS) {
            work.once();
            count++;
            spent = System.nanoTime() - start;
        }
        rates.computeIfAbsent(name, key -> new ArrayList<>()).add(count * units / (spent / 1e9));
    }

    private byte[] seal() throws IOException {
        boolean wanted = sealed == null;
        ByteArrayOutputStream kept = new ByteArrayOutputStream(wanted ? BYTES + (1 << 16) : 0);
        Age.seal(
                new ByteArrayInputStream(plain),
                wanted ? kept : OutputStream.nullOutputStream(),
                recipient);
        return kept.toByteArray();
    }

    private void open() throws IOException {
        InputStream file = new ByteArrayInputStream(sealed);
        Age.open(file, OutputStream.nullOutputStream(), List.of(identity));
    }

    /** Megabytes a second of ChaCha20-Poly1305 in blocks of 64 KiB. */
    private static double openssl() throws IOException {
        Process process =
                new ProcessBuilder(
                                "openssl",
                                "speed",
                                "-evp",
                                "chacha20-poly1305",
                                "-bytes",
                                "65536",
                                "-seconds",
                                "1",
                                "-elapsed")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String last = new String(process.getInputStream().readAllBytes()).strip();
        String rate = last.substring(last.lastIndexOf(' ') + 1).replace("k", "");
        return Double.parseDouble(rate) / 1e3;
    }

    private void print() {
        double openssl = median("openssl");
        rates.keySet().forEach(name -> {
            boolean bulk = name.equals("seal") || name.equals("open") || name.equals("openssl");
            String unit = bulk ? "MB/s" : "a second";
            String share = bulk ? "  %3.0f %% of openssl".formatted(100 * median(name) / openssl) : "";
            System.out.printf("%-24s %8.0f %s%s%n", name, median(name), unit, share);
        });
    }

    private double median(String name) {
        List<Double> sorted = rates.get(name).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
