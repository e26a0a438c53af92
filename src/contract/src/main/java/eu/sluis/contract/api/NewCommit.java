package eu.sluis.contract.api;

import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;

/**
 * Commits the result of an attempt.
 *
 * @param version a {@code sluis.version.v1} for the output version
 * @param receipt a {@code sluis.receipt.v1}; both signed with the runner's certified key
 */
public record NewCommit(Signed version, Signed receipt) {

    public NewCommit {
        Require.present(version, "version");
        Require.present(receipt, "receipt");
    }
}
