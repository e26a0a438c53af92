package eu.sluis.gateway.datasets;

import eu.sluis.contract.IntentId;
import eu.sluis.contract.api.Authored;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** The table {@code opening}: intents to open, byte for byte as their authors signed them. */
@ApplicationScoped
class OpeningStore {

    /** Keeps an intent that was settled; the same one again is no change. */
    void keep(Handle handle, IntentId id, Authored intent) {
        handle.createUpdate(
                        """
                        INSERT INTO opening (tenant, intent_id, intent, signature, key)
                        VALUES (current_tenant(), :id, :intent, :signature, :key)
                        ON CONFLICT (tenant, intent_id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("intent", intent.signed().document())
                .bind("signature", intent.signed().signature())
                .bind("key", intent.key())
                .execute();
    }
}
