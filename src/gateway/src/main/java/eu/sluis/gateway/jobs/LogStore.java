package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Signed;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of log pieces; what they hold is sealed in objects of the output version. */
@ApplicationScoped
class LogStore {

    /** A stored piece. */
    record Piece(long number, Signed signed) {}

    /** The last piece of an attempt. */
    Optional<Piece> last(Handle handle, AttemptId attempt) {
        return handle.createQuery(
                        """
                        SELECT number, document, signature FROM log_piece
                        WHERE attempt = :attempt ORDER BY number DESC LIMIT 1
                        """)
                .bind("attempt", attempt)
                .map((row, context) -> piece(row))
                .findOne();
    }

    Optional<Piece> find(Handle handle, AttemptId attempt, long number) {
        return handle.createQuery(
                        """
                        SELECT number, document, signature FROM log_piece
                        WHERE attempt = :attempt AND number = :number
                        """)
                .bind("attempt", attempt)
                .bind("number", number)
                .map((row, context) -> piece(row))
                .findOne();
    }

    /** Pieces of the job's current attempt, by number. */
    List<Piece> after(Handle handle, JobRow job, long number, int rows) {
        return handle.createQuery(
                        """
                        SELECT p.number, p.document, p.signature
                        FROM log_piece p JOIN attempt a ON a.tenant = p.tenant AND a.id = p.attempt
                        WHERE a.job = :job AND a.number = :fence AND p.number > :after
                        ORDER BY p.number LIMIT :rows
                        """)
                .bind("job", job.id())
                .bind("fence", job.fence())
                .bind("after", number)
                .bind("rows", rows)
                .map((row, context) -> piece(row))
                .list();
    }

    /** The number of the newest piece of the job's current attempt, or -1. */
    long newest(Handle handle, JobRow job) {
        return handle.createQuery(
                        """
                        SELECT coalesce(max(p.number), -1)
                        FROM log_piece p JOIN attempt a ON a.tenant = p.tenant AND a.id = p.attempt
                        WHERE a.job = :job AND a.number = :fence
                        """)
                .bind("job", job.id())
                .bind("fence", job.fence())
                .mapTo(Long.class)
                .one();
    }

    void insert(Handle handle, AttemptId attempt, Piece piece) {
        handle.createUpdate(
                        """
                        INSERT INTO log_piece (tenant, attempt, number, document, signature)
                        VALUES (current_tenant(), :attempt, :number, :document, :signature)
                        """)
                .bind("attempt", attempt)
                .bind("number", piece.number())
                .bind("document", piece.signed().document())
                .bind("signature", piece.signed().signature())
                .execute();
    }

    private static Piece piece(ResultSet row) throws SQLException {
        return new Piece(
                row.getLong("number"),
                new Signed(row.getBytes("document"), row.getBytes("signature")));
    }
}
