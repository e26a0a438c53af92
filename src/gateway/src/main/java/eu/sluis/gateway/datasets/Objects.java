package eu.sluis.gateway.datasets;

import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.Page;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Sealed objects: bytes into the store and out of it.
 *
 * <p>Guarantee: an object is there whole, with the digest that was declared, or not at all,
 * whatever breaks; bytes pass in pieces, never whole in memory. Limit: the gateway sees the form of
 * an age file, not that its payload is encrypted. Whoever calls has checked project and role.
 */
@ApplicationScoped
public class Objects {

    private static final Logger LOG = Logger.getLogger(Objects.class);
    private static final int CHUNK_BYTES = 128 << 10;

    private final Rooms rooms;
    private final ObjectStore store;
    private final FileStore files;
    private final Database database;
    private final Audit audit;

    Objects(Rooms rooms, ObjectStore store, FileStore files, Database database, Audit audit) {
        this.rooms = rooms;
        this.store = store;
        this.files = files;
        this.database = database;
        this.audit = audit;
    }

    /**
     * Puts an object into an open version. Must not be called inside a transaction: it makes its
     * own, a short one before the bytes and one after.
     *
     * @param body read up to the declared length, and one byte further to see that it ends; not
     *     closed
     * @throws ProblemException refused-by-policy, too-large, store-full, conflict as room is asked
     *     for; not-sealed, digest-mismatch by the bytes: nothing is kept then
     */
    public Put put(
            TenantScope scope,
            VersionId version,
            ObjectId id,
            Declared declared,
            InputStream body) {
        Room room =
                database.inTenant(
                        scope,
                        handle ->
                                rooms.reserve(
                                        handle,
                                        scope,
                                        rooms.writable(handle, scope, version),
                                        id,
                                        declared));
        return switch (room) {
            case Room.There there -> new Put(there.object(), false);
            case Room.Refused refused -> throw refused.problem();
            case Room.Reserved reserved -> receive(scope, reserved, declared, body);
        };
    }

    private Put receive(
            TenantScope scope, Room.Reserved reserved, Declared declared, InputStream body) {
        boolean kept = false;
        try (Incoming incoming = files.receive(declared.bytes())) {
            copy(body, incoming, reserved.least());
            if (!incoming.digest().equals(declared.digest())) {
                throw new ProblemException(
                        ProblemType.DIGEST_MISMATCH, "the bytes do not have the declared digest");
            }
            Put put =
                    database.inTenant(
                            scope, handle -> keep(handle, scope, reserved, declared, incoming));
            kept = true;
            return put;
        } finally {
            if (!kept) {
                giveBack(scope, reserved.row());
            }
        }
    }

    private static void copy(InputStream body, Incoming incoming, Recipients least) {
        int headBytes = (int) Math.min(incoming.missing(), SealedForm.MAX_HEAD_BYTES);
        byte[] head = read(body, new byte[headBytes]);
        SealedForm.requireObject(head, incoming.missing(), least);
        write(incoming, head, head.length);
        byte[] chunk = new byte[(int) Math.min(incoming.missing(), CHUNK_BYTES)];
        while (incoming.missing() > 0) {
            int wanted = (int) Math.min(incoming.missing(), chunk.length);
            write(incoming, chunk, readSome(body, chunk, 0, wanted));
        }
        if (readOrEnd(body, new byte[1], 0, 1) > 0) {
            throw new ProblemException(
                    ProblemType.DIGEST_MISMATCH, "the body is longer than declared");
        }
    }

    private static byte[] read(InputStream body, byte[] into) {
        for (int filled = 0; filled < into.length; ) {
            filled += readSome(body, into, filled, into.length - filled);
        }
        return into;
    }

    private static int readSome(InputStream body, byte[] into, int from, int most) {
        int length = readOrEnd(body, into, from, most);
        if (length <= 0) {
            throw new ProblemException(
                    ProblemType.DIGEST_MISMATCH, "the body is shorter than declared");
        }
        return length;
    }

    private static int readOrEnd(InputStream body, byte[] into, int from, int most) {
        try {
            return body.read(into, from, most);
        } catch (IOException e) {
            throw new ProblemException(ProblemType.DIGEST_MISMATCH, "the body broke off");
        }
    }

    private static void write(Incoming incoming, byte[] chunk, int length) {
        try {
            incoming.write(chunk, length);
        } catch (IOException e) {
            throw FileStore.failed(e);
        }
    }

    /**
     * Asks for the room once more, for what happened meanwhile, and gives the bytes their place.
     */
    private Put keep(
            Handle handle,
            TenantScope scope,
            Room.Reserved reserved,
            Declared declared,
            Incoming incoming) {
        ObjectRow row = reserved.row();
        VersionRow version = rooms.writable(handle, scope, row.version());
        return switch (rooms.reserve(handle, scope, version, row.id(), declared)) {
            case Room.There there -> new Put(there.object(), false);
            case Room.Refused refused -> throw refused.problem();
            case Room.Reserved still -> {
                files.keep(incoming, files.path(scope.tenant(), row.version(), row.id()));
                if (!store.stored(handle, still.row())) {
                    throw new IllegalStateException("the room was given away under its lock");
                }
                audit.append(handle, scope, "object.stored", facts(row));
                yield new Put(row.view(), true);
            }
        };
    }

    private static Map<String, ?> facts(ObjectRow row) {
        return Map.of(
                "version", row.version(),
                "object", row.id(),
                "digest", row.digest(),
                "bytes", row.bytes());
    }

    private void giveBack(TenantScope scope, ObjectRow row) {
        try {
            database.inTenant(
                    scope,
                    handle -> {
                        store.release(handle, row);
                        return true;
                    });
        } catch (RuntimeException e) {
            // The upload's own failure is what the caller is told; the sweep frees the room.
            LOG.warnf(e, "event=object-stays-reserved object=%s", row.id());
        }
    }

    /**
     * A stored object.
     *
     * @throws ProblemException not-found without one; unavailable if the store does not hold it
     *     with its length
     */
    public StoredObject find(Handle handle, TenantScope scope, VersionId version, ObjectId id) {
        ObjectRow row =
                store.find(handle, version, id)
                        .filter(ObjectRow::stored)
                        .orElseThrow(Problems::absent);
        Path file = files.path(scope.tenant(), version, id);
        try {
            if (Files.size(file) == row.bytes()) {
                return new StoredObject(row.view(), file);
            }
        } catch (IOException e) {
            LOG.errorf(e, "event=object-missing object=%s", id);
            throw notAsRecorded();
        }
        LOG.errorf("event=object-changed object=%s", id);
        throw notAsRecorded();
    }

    private static ProblemException notAsRecorded() {
        return new ProblemException(
                ProblemType.UNAVAILABLE, "the store does not hold this object as it was recorded");
    }

    /** A page of a version's stored objects, oldest first. */
    public Page<ObjectView> page(
            Handle handle, TenantScope scope, VersionId version, Cursor cursor, Limit limit) {
        return Cursor.page(
                store.page(handle, version, cursor, limit),
                limit,
                row -> new Cursor(row.created(), row.id().toString()),
                ObjectRow::view);
    }
}
