package eu.sluis.contract.document;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;

/**
 * A version that a job reads.
 *
 * @param name the directory under {@code /in} that holds its files: 1 to 64 of {@code a-z0-9-_}
 */
public record Input(String name, VersionRef version) {

    public Input {
        if (!Require.present(name, "name").matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw new InvalidValue("an input's name must be 1 to 64 of a-z, 0-9, - and _");
        }
        Require.present(version, "version");
    }
}
