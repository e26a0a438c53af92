package eu.sluis.gateway.platform;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contract's identifiers from paths and queries. A malformed one names nothing, and is
 * answered like every missing thing.
 */
@Provider
public final class IdentifierParameters implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, ?>> READERS =
            Map.of(
                    TenantId.class, TenantId::of,
                    ProjectId.class, ProjectId::of,
                    DatasetId.class, DatasetId::of,
                    VersionId.class, VersionId::of,
                    ObjectId.class, ObjectId::of,
                    JobId.class, JobId::of,
                    AttemptId.class, AttemptId::of,
                    SiteName.class, SiteName::new,
                    Digest.class, Digest::new);

    @Override
    @SuppressWarnings("unchecked") // READERS maps each class to a reader of that class
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> raw, Type generic, Annotation[] annotations) {
        var reader = (Function<String, T>) READERS.get(raw);
        return reader == null ? null : new Converter<>(reader);
    }

    private record Converter<T>(Function<String, T> reader) implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            try {
                return reader.apply(text);
            } catch (InvalidValue malformed) {
                throw Problems.absent();
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
