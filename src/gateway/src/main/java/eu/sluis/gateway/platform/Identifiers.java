package eu.sluis.gateway.platform;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/** Binds the contract's identifiers: UUIDs as {@code uuid}, the others as {@code text}. */
final class Identifiers implements ArgumentFactory {

    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        Object bound =
                switch (value) {
                    case TenantId id -> id.value();
                    case ProjectId id -> id.value();
                    case DatasetId id -> id.value();
                    case VersionId id -> id.value();
                    case ObjectId id -> id.value();
                    case IntentId id -> id.value();
                    case JobId id -> id.value();
                    case AttemptId id -> id.value();
                    case ReleaseId id -> id.value();
                    case SiteName name -> name.value();
                    case Digest digest -> digest.text();
                    case PublicKey key -> key.base64();
                    case null, default -> null;
                };
        return bound == null
                ? Optional.empty()
                : Optional.of(
                        (position, statement, context) -> statement.setObject(position, bound));
    }
}
