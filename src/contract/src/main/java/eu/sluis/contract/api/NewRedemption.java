package eu.sluis.contract.api;

import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the release of a slot.
 *
 * @param redemption a {@code sluis.redemption.v1}, signed with the key that it names
 * @param evidence absent where the site has no node helper (A0)
 */
public record NewRedemption(Signed redemption, @Nullable Evidence evidence) {

    public NewRedemption {
        Require.present(redemption, "redemption");
    }
}
