package eu.sluis.runner;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.SiteName;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The trust anchors that a site installed: {@code site.properties}.
 *
 * <p>That only the site can write it is checked by the launcher, before any of ours runs: in a user
 * namespace owners cannot be told apart. Source: src/docs/runner.md.
 *
 * @param gateway {@code https://host:port}
 * @param ca PEM file of the one CA that is trusted
 * @param custodian the key under releases
 * @param nodeState where the node helper puts one-job keys
 * @param patience how long a slow custodian or gateway is waited for
 * @param sandbox {@code bwrap}, {@code unshare}, or {@code installed}: the first that is there
 */
record Site(
        URI gateway,
        Path ca,
        PublicKey custodian,
        SiteName name,
        Path nodeState,
        Duration patience,
        String sandbox) {

    /**
     * Reads the file.
     *
     * @throws InvalidValue if a property is missing or malformed
     */
    static Site load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Site(
                gateway(required(properties, "gateway")),
                file.resolveSibling(required(properties, "ca")),
                new PublicKey(required(properties, "custodian")),
                new SiteName(required(properties, "site")),
                Path.of(properties.getProperty("node.state", "/run/sluis-node")),
                Duration.ofSeconds(seconds(properties.getProperty("wait.seconds", "600"))),
                sandbox(properties.getProperty("sandbox", "installed")));
    }

    private static String required(Properties properties, String name) {
        @Nullable String value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new InvalidValue("site.properties lacks " + name);
        }
        return value.strip();
    }

    private static URI gateway(String text) {
        if (!text.matches("https://[A-Za-z0-9.\\[\\]:-]+")) {
            throw new InvalidValue("gateway must be https://HOST:PORT, without a path");
        }
        return URI.create(text);
    }

    private static String sandbox(String text) {
        if (!text.matches("installed|bwrap|unshare")) {
            throw new InvalidValue("sandbox must be bwrap, unshare or installed");
        }
        return text;
    }

    private static long seconds(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new InvalidValue("wait.seconds must be a number of seconds");
        }
        return Long.parseLong(text);
    }
}
