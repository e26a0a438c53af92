package eu.sluis.runner;

import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.document.Bundle;
import eu.sluis.runner.payload.StartScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** The opened bundle: what is started, with which arguments and variables. */
record BundleFiles(Path directory) {

    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    /**
     * The start script for this grant; makes the bundle's script executable.
     *
     * @throws ProblemException BAD_DOCUMENT if the bundle has no script or no valid bundle.json
     */
    String startScript(Grant grant) throws IOException {
        Path script = directory.resolve(Bundle.SCRIPT);
        Path description = directory.resolve(Bundle.FILE);
        if (!Files.isRegularFile(script) || !Files.isRegularFile(description)) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the bundle lacks script or bundle.json");
        }
        Bundle bundle = Json.readCanonical(Files.readAllBytes(description), Bundle.class);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> own = new TreeMap<>(Map.of("PATH", PATH, "HOME", "/out"));
        own.putAll(Map.of("TMPDIR", "/tmp", "LANG", "C.UTF-8"));
        own.putAll(SlurmVariables.of(grant.slot(), grant.intent(), bundle.name()));
        return StartScript.of(own, bundle, !saysItsInterpreter(script));
    }

    /** Whether the kernel knows how to run it: a {@code #!} line, or an ELF program. */
    private static boolean saysItsInterpreter(Path script) throws IOException {
        try (InputStream in = Files.newInputStream(script)) {
            byte[] head = in.readNBytes(4);
            boolean line = head.length >= 2 && head[0] == '#' && head[1] == '!';
            boolean elf = head.length == 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L';
            return line || elf;
        }
    }
}
