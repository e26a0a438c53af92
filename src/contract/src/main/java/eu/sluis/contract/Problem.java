package eu.sluis.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure on the wire: {@code application/problem+json} (RFC 9457).
 *
 * @param type a {@link ProblemType#uri}
 * @param detail what exactly, in words that repeat nothing secret
 * @param action what the caller can do
 * @param incident names the log entry of an internal error
 * @param clauses the clauses of policy that refuse, where policy does
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String action,
        @Nullable String incident,
        @Nullable List<Clause> clauses) {}
