package eu.sluis.contract.document;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Require;
import java.nio.charset.StandardCharsets;

/**
 * One file of a version.
 *
 * @param path relative, parts separated by {@code /}; no part is empty, {@code .} or {@code ..},
 *     none has more than 255 bytes in UTF-8, and none holds a control character
 * @param digest of the sealed bytes
 * @param sealedBytes length of the age file
 * @param bytes length of the content
 */
public record ManifestFile(
        String path, ObjectId object, Digest digest, long sealedBytes, long bytes) {

    public ManifestFile {
        checkPath(Require.name(path, 1024, "path"));
        Require.present(object, "object");
        Require.present(digest, "digest");
        Require.within(sealedBytes, 1, Long.MAX_VALUE, "sealedBytes");
        Require.within(bytes, 0, Long.MAX_VALUE, "bytes");
    }

    private static void checkPath(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new InvalidValue("a path must be relative, without empty, '.' or '..' parts");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > 255) {
                throw new InvalidValue("a part of a path must have at most 255 bytes in UTF-8");
            }
        }
    }
}
