package eu.sluis.gateway.custody;

import eu.sluis.contract.TenantId;
import java.util.Comparator;

/** Names a key-encryption key. Epochs count from 1; the highest wraps, the others only unwrap. */
record TenantEpoch(TenantId tenant, int epoch) implements Comparable<TenantEpoch> {

    private static final Comparator<TenantEpoch> ORDER =
            Comparator.comparing(TenantEpoch::tenant).thenComparingInt(TenantEpoch::epoch);

    @Override
    public int compareTo(TenantEpoch other) {
        return ORDER.compare(this, other);
    }
}
