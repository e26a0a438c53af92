package eu.sluis.contract.api;

import eu.sluis.contract.Require;

/**
 * Begins a version.
 *
 * @param keyFile the version's identity, sealed to the dataset's recipient: exactly one stanza, at
 *     most 64 KiB
 */
public record NewVersion(byte[] keyFile) {

    public static final int MAX_KEY_FILE_BYTES = 1 << 16;

    public NewVersion {
        Require.within(
                Require.present(keyFile, "keyFile").length,
                1,
                MAX_KEY_FILE_BYTES,
                "keyFile's length");
    }
}
