package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON the one way Sluis does: strictly, and canonically where bytes are signed.
 *
 * <p>The canonical form is RFC 8785 over objects, arrays, strings, booleans and integers of at most
 * 53 bits; null and fractions do not occur. Source: RFC 8785; src/docs/formats/documents.md.
 */
public final class Json {

    private static final ObjectMapper MAPPER = configure(JsonMapper.builder()).build();

    private Json() {}

    /** Applies the settings that every mapper of the project shares, the REST layer's included. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        builder.addModule(new JavaTimeModule())
                .serializationInclusion(JsonInclude.Include.NON_ABSENT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        return builder;
    }

    /** A mapper with the shared settings; not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads a value, refusing unknown and doubled members, trailing bytes and coerced types.
     *
     * @throws InvalidValue if {@code bytes} are not such a value
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            @Nullable T value = MAPPER.readValue(bytes, type);
            return Require.present(value, "the value");
        } catch (JacksonException e) {
            throw invalid(e);
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    /**
     * Reads a value from its canonical form.
     *
     * @throws InvalidValue if {@code bytes} are not such a value, or not its canonical form
     */
    public static <T> T readCanonical(byte[] bytes, Class<T> type) {
        T value = read(bytes, type);
        if (!Arrays.equals(canonical(value), bytes)) {
            throw new InvalidValue(
                    "the document is not in canonical form (RFC 8785): sort the members, drop spaces");
        }
        return value;
    }

    /**
     * Writes the canonical form.
     *
     * @throws InvalidValue if the value holds a null, a fraction or an integer beyond 53 bits
     */
    public static byte[] canonical(Object value) {
        StringBuilder out = new StringBuilder();
        CanonicalForm.write(MAPPER.<JsonNode>valueToTree(value), out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static InvalidValue invalid(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue known) {
                return known;
            }
        }
        return new InvalidValue("the JSON does not have the documented shape" + where(e));
    }

    private static String where(JacksonException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path =
                    mapping.getPath().stream()
                            .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                            .filter(name -> name.matches("[A-Za-z\\[\\]]{1,40}"))
                            .collect(Collectors.joining("."));
            return ", at " + path;
        }
        return "";
    }
}
