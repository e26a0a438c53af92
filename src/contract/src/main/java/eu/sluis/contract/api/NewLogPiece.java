package eu.sluis.contract.api;

import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;

/**
 * Hands in a piece of the log.
 *
 * @param piece a {@code sluis.log-piece.v1}, signed with the runner's certified key
 * @param sealed the age file, at most 256 KiB
 */
public record NewLogPiece(Signed piece, byte[] sealed) {

    public static final int MAX_SEALED_BYTES = 1 << 18;

    public NewLogPiece {
        Require.present(piece, "piece");
        Require.within(
                Require.present(sealed, "sealed").length, 1, MAX_SEALED_BYTES, "sealed's length");
    }
}
