package eu.sluis.gateway.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Counts what anyone can bring about as often as he likes, so that leaves tell of it without a
 * stranger setting the length of a tenant's log: they are written as the count doubles.
 *
 * <p>Guarantee: of n such events the tenant sees the first at once, at most 1 + log2(n) leaves, and
 * by the newest leaf more than n / 2. Replicas count together. Source: src/docs/decisions, 0006.
 */
@ApplicationScoped
public class Tally {

    Tally() {}

    /**
     * Counts one more, in the transaction of the event.
     *
     * @param subject an attempt's or an intent's id
     * @param kind what happened; noise of one kind hides none of another
     * @return how many there were, if a leaf is due: at the first, second, fourth, eighth…
     */
    public OptionalLong add(Handle handle, UUID subject, String kind) {
        long count =
                handle.createQuery(
                                """
                                INSERT INTO tally AS t (tenant, subject, kind)
                                VALUES (current_tenant(), :subject, :kind)
                                ON CONFLICT (tenant, subject, kind) DO UPDATE SET count = t.count + 1
                                RETURNING count
                                """)
                        .bind("subject", subject)
                        .bind("kind", kind)
                        .mapTo(Long.class)
                        .one();
        return Long.bitCount(count) == 1 ? OptionalLong.of(count) : OptionalLong.empty();
    }
}
