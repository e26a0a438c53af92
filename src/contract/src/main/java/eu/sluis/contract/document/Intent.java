package eu.sluis.contract.document;

import eu.sluis.contract.IntentId;
import eu.sluis.contract.TenantId;
import java.time.Instant;

/** What a user of a tenant asks for, signed with the user's key; its id is its idempotency key. */
public sealed interface Intent extends Document permits RunIntent, OpenIntent {

    IntentId id();

    TenantId tenant();

    /** What the data is to be used for; must be among the purposes of every label. */
    String purpose();

    /** No key is released for this intent after this instant. */
    Instant notAfter();
}
