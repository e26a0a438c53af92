package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a job reads: a closed version, or what another job will have made.
 *
 * @param name the directory under {@code /in} that holds its files: 1 to 64 of {@code a-z0-9-_}
 * @param version absent if and only if {@code output} is present
 */
public record Input(String name, @Nullable VersionRef version, @Nullable OutputRef output) {

    public Input {
        if (!Require.present(name, "name").matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw new InvalidValue("an input's name must be 1 to 64 of a-z, 0-9, - and _");
        }
        if ((version == null) == (output == null)) {
            throw new InvalidValue("an input is either a version or an output");
        }
    }

    /** A closed version. */
    public Input(String name, VersionRef version) {
        this(name, version, null);
    }

    /** The dataset or case that it is of, whose label binds the job. */
    @JsonIgnore
    public DatasetId dataset() {
        return version == null ? Objects.requireNonNull(output).theCase() : version.dataset();
    }
}
