package eu.sluis.gateway.datasets;

import eu.sluis.contract.ProblemType;
import eu.sluis.gateway.platform.Problems;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** The answers that carry objects: streamed from the file, whole or one range. */
public final class ObjectAnswers {

    private ObjectAnswers() {}

    /**
     * Answers a GET: 200, 206, or 416 with {@code Content-Range}.
     *
     * @param range the {@code Range} header, if there is one
     */
    public static Response get(StoredObject object, @Nullable String range) {
        long bytes = object.view().sealedBytes();
        return switch (ByteRange.of(range, bytes)) {
            case ByteRange.Whole _ -> answer(object, 200, new ByteRange(0, bytes)).build();
            case ByteRange.Part part ->
                    answer(object, 206, part.range())
                            .header("Content-Range", part.range().contentRange(bytes))
                            .build();
            case ByteRange.Unsatisfiable _ -> unsatisfiable(bytes);
        };
    }

    /** Answers a PUT: 201, or 200 if the very same object was there before. */
    public static Response put(Put put) {
        return Response.status(put.made() ? 201 : 200).entity(put.object()).build();
    }

    private static Response.ResponseBuilder answer(
            StoredObject object, int status, ByteRange range) {
        byte[] digest = object.view().digest().raw();
        return Response.status(status)
                .entity(new PathPart(object.file(), range.first(), range.length()))
                .type("application/octet-stream")
                .header("Accept-Ranges", "bytes")
                .header("ETag", "\"" + object.view().digest() + "\"")
                .header(
                        "Repr-Digest",
                        "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
    }

    private static Response unsatisfiable(long bytes) {
        return Response.status(ProblemType.RANGE_NOT_SATISFIABLE.status())
                .entity(
                        Problems.of(
                                ProblemType.RANGE_NOT_SATISFIABLE,
                                "the object has " + bytes + " bytes"))
                .type(Problems.MEDIA_TYPE)
                .header("Content-Range", "bytes */" + bytes)
                .build();
    }
}
