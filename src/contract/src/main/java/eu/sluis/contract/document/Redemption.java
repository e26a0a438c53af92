package eu.sluis.contract.document;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;

/**
 * A runner asks for the release of its slot, to keys it has just made; signed with {@code key}.
 *
 * @param rank 0 until jobs span nodes
 * @param recipient the runner's ephemeral age recipient
 * @param key the runner's ephemeral signing key; later calls are signed with it
 */
public record Redemption(AttemptId attempt, int rank, String recipient, PublicKey key)
        implements Document {

    public Redemption {
        Require.present(attempt, "attempt");
        Require.within(rank, 0, 0, "rank");
        Require.present(recipient, "recipient");
        Require.present(key, "key");
    }
}
