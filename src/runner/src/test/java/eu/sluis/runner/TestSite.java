package eu.sluis.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A {@code local} site as it is installed: scripts, jars and trust anchors in a directory of its
 * own, used by a user who is not root.
 */
final class TestSite implements AutoCloseable {

    private static final int OTHER_USER = 64321;
    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    final Path root;
    final Path install;
    final Path directory;

    TestSite() {
        try {
            root = Files.createTempDirectory("sluis-runner-test");
            permit(root, "rwxr-xr-x");
            install = Files.createDirectory(root.resolve("install"));
            directory = Files.createDirectory(root.resolve("site"));
            permit(install, "rwxr-xr-x");
            permit(directory, "rwxr-xr-x");
            installScripts();
            installJars();
            makeCertificate();
            if (isRoot()) {
                Files.setAttribute(directory, "unix:uid", OTHER_USER);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLS for the fake gateway, under the CA that this site trusts. */
    SSLContext tls() {
        try (InputStream in = Files.newInputStream(root.resolve("tls.p12"))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Which sandbox the site chooses. */
    String sandbox = "unshare";

    /** Writes site.properties for this gateway. */
    Path anchors(FakeGateway gateway, int waitSeconds) throws IOException {
        Path file = directory.resolve("site.properties");
        Files.writeString(
                file,
                """
                gateway=%s
                ca=ca.pem
                custodian=%s
                site=nl
                java.home=%s
                wait.seconds=%d
                sandbox=%s
                """
                        .formatted(
                                gateway.address(),
                                gateway.world.custodian.publicKey(),
                                System.getProperty("java.home"),
                                waitSeconds,
                                sandbox));
        permit(file, "rw-r--r--");
        return file;
    }

    /** Starts {@code sluis-runner} as the other user. */
    Process run(FakeGateway gateway) throws IOException {
        return start(List.of("sluis-runner", gateway.world.attempt.toString(), "" + directory));
    }

    /** Starts {@code sluis-supervisor} as the other user. */
    Process supervise(FakeGateway gateway) throws IOException {
        String attempt = gateway.world.attempt.toString();
        return start(List.of("sluis-supervisor", directory.toString(), attempt, "60"));
    }

    Process start(List<String> command, String... variables) throws IOException {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            String id = Integer.toString(OTHER_USER);
            all.addAll(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
        }
        if (variables.length > 0) {
            all.add("/usr/bin/env");
            all.addAll(List.of(variables));
        }
        all.add(install.resolve(command.getFirst()).toString());
        all.addAll(command.subList(1, command.size()));
        return new ProcessBuilder(all).directory(root.toFile()).start();
    }

    Path attempt(FakeGateway gateway) {
        return directory.resolve("attempts").resolve(gateway.world.attempt.toString());
    }

    private void installScripts() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/sh"))) {
            for (Path script : scripts.toList()) {
                Path target = install.resolve(script.getFileName());
                Files.copy(script, target, StandardCopyOption.REPLACE_EXISTING);
                permit(target, "rwxr-xr-x");
            }
        }
    }

    private void installJars() throws IOException {
        Path lib = Files.createDirectory(install.resolve("lib"));
        permit(lib, "rwxr-xr-x");
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path source = Path.of(entry);
            Path target = lib.resolve(number++ + ".jar");
            if (Files.isDirectory(source) && !entry.endsWith("test-classes")) {
                jar(source, target);
                permit(target, "rw-r--r--");
            } else if (wanted(entry)) {
                Files.copy(source, target);
                permit(target, "rw-r--r--");
            }
        }
    }

    private static boolean wanted(String jar) {
        return Stream.of("/jackson-", "/bcprov-", "/contract-", "/seal-", "/custody-")
                .anyMatch(jar::contains);
    }

    private static void jar(Path classes, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private void makeCertificate() throws IOException {
        String keystore = root.resolve("tls.p12").toString();
        String keytool = System.getProperty("java.home") + "/bin/keytool";
        String password = new String(PASSWORD);
        check(
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "gateway",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=gateway",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-validity",
                                "3650",
                                "-keystore",
                                keystore,
                                "-storepass",
                                password)
                        .redirectErrorStream(true)
                        .start());
        Path pem = directory.resolve("ca.pem");
        try (InputStream in = Files.newInputStream(Path.of(keystore))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            byte[] der = keys.getCertificate("gateway").getEncoded();
            String base64 =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(der);
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        permit(pem, "rw-r--r--");
    }

    private static void check(Process process) throws IOException {
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
