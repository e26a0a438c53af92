package eu.sluis.gateway.jobs;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.NewLogPiece;
import eu.sluis.contract.document.LogPiece;
import eu.sluis.gateway.datasets.Declared;
import eu.sluis.gateway.datasets.Objects;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes the log of a running job: sealed pieces, numbered and chained under the runner's signature.
 *
 * <p>Guarantee: pieces are without gaps and in order, and none follows the last. The same piece
 * again changes nothing.
 */
@ApplicationScoped
class LogPieces {

    private final Database database;
    private final Slots slots;
    private final LogStore store;
    private final Objects objects;

    LogPieces(Database database, Slots slots, LogStore store, Objects objects) {
        this.database = database;
        this.slots = slots;
        this.store = store;
        this.objects = objects;
    }

    /**
     * Stores one piece.
     *
     * @throws ProblemException bad-signature, bad-document, stale-fence; digest-mismatch if the
     *     sealed bytes are not those that were signed; conflict if it does not follow the last one
     */
    void take(TenantScope scope, NewLogPiece request) {
        Optional<Follows> follows =
                database.inTenant(scope, handle -> check(handle, scope, request));
        if (follows.isEmpty()) {
            return;
        }
        LogPiece piece = follows.get().piece();
        Declared declared = new Declared(request.sealed().length, piece.digest());
        objects.put(
                scope,
                follows.get().version(),
                piece.object(),
                declared,
                new ByteArrayInputStream(request.sealed()));
        // The object first: a piece that is listed can be read. It is checked once more, for what
        // happened meanwhile.
        database.inTenant(
                scope,
                handle -> {
                    check(handle, scope, request)
                            .ifPresent(still -> insert(handle, still.piece(), request.piece()));
                    return true;
                });
    }

    private record Follows(LogPiece piece, VersionId version) {}

    /** Empty if this very piece is stored. */
    private Optional<Follows> check(Handle handle, TenantScope scope, NewLogPiece request) {
        Slot slot = slots.lock(handle, scope);
        LogPiece piece = slot.open(request.piece(), LogPiece.class);
        if (!piece.attempt().equals(slot.attempt().id())) {
            throw new ProblemException(ProblemType.BAD_DOCUMENT, "the piece is of another attempt");
        }
        Optional<LogStore.Piece> before = store.find(handle, slot.attempt().id(), piece.number());
        if (before.isPresent()) {
            requireSame(before.get().signed(), request.piece());
            return Optional.empty();
        }
        slot.requireCurrent();
        requireFollows(store.last(handle, slot.attempt().id()).orElse(null), piece);
        if (!Digest.of(request.sealed()).equals(piece.digest())) {
            throw new ProblemException(
                    ProblemType.DIGEST_MISMATCH, "the sealed bytes are not those that were signed");
        }
        return Optional.of(new Follows(piece, slot.grant().output()));
    }

    private static void requireSame(Signed before, Signed now) {
        if (!before.digest().equals(now.digest())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "another piece of the log has this number");
        }
    }

    private static void requireFollows(LogStore.@Nullable Piece last, LogPiece piece) {
        boolean next =
                last == null
                        ? piece.number() == 0
                        : piece.number() == last.number() + 1
                                && last.signed().digest().equals(piece.previous())
                                && !read(last.signed()).last();
        if (!next) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "the piece does not follow the last one of this log");
        }
    }

    private static LogPiece read(Signed stored) {
        try {
            return Json.readCanonical(stored.document(), LogPiece.class);
        } catch (InvalidValue e) {
            throw new IllegalStateException("a stored piece of a log was edited", e);
        }
    }

    private void insert(Handle handle, LogPiece piece, Signed signed) {
        store.insert(handle, piece.attempt(), new LogStore.Piece(piece.number(), signed));
    }
}
