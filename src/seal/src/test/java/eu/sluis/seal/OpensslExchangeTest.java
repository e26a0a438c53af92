package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.PublicKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and signatures go both ways between Sluis and OpenSSL. */
class OpensslExchangeTest {

    private static final byte[] DOCUMENT = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path directory;

    @BeforeEach
    void isThere() {
        RealPart.requireProgram("openssl", "apt-get install openssl");
    }

    @Test
    void opensslVerifiesWhatSluisSigned() throws Exception {
        SigningKey key = SigningKey.generate();
        write("key", key.toPkcs8Pem(SecretAccess.REVEAL));
        write("signature", key.sign(DOCUMENT).signature());
        write("document", DOCUMENT);

        int exit =
                openssl(
                        "pkeyutl",
                        "-verify",
                        "-rawin",
                        "-inkey",
                        path("key"),
                        "-in",
                        path("document"),
                        "-sigfile",
                        path("signature"));

        assertThat(exit).isZero();
    }

    @Test
    void sluisVerifiesWhatOpensslSigned() throws Exception {
        write("document", DOCUMENT);
        openssl("genpkey", "-algorithm", "ed25519", "-out", path("key"));
        openssl("pkey", "-in", path("key"), "-pubout", "-outform", "DER", "-out", path("public"));
        openssl(
                "pkeyutl",
                "-sign",
                "-rawin",
                "-inkey",
                path("key"),
                "-in",
                path("document"),
                "-out",
                path("signature"));

        PublicKey key = new PublicKey(Base64.getEncoder().encodeToString(read("public")));
        VerifyingKey.of(key).verify(DOCUMENT, read("signature"));

        SigningKey same = SigningKey.fromPkcs8Pem(read("key"));
        assertThat(same.publicKey()).isEqualTo(key);
        assertThat(same.toPkcs8Pem(SecretAccess.REVEAL)).isEqualTo(read("key"));
        assertThat(same.sign(DOCUMENT).signature()).isEqualTo(read("signature"));
    }

    private static int openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return RealPart.exitOf(command);
    }

    private void write(String name, byte[] bytes) throws Exception {
        Files.write(directory.resolve(name), bytes);
    }

    private byte[] read(String name) throws Exception {
        return Files.readAllBytes(directory.resolve(name));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
