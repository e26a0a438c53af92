package eu.sluis.contract.document;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a payload is started; the file {@code bundle.json} of the bundle, canonical JSON, sealed.
 *
 * @param name the job's, for its author; absent if it has none
 * @param arguments given to the bundle's {@code script}
 * @param variables the payload's environment beyond what the runner sets
 */
public record Bundle(
        @Nullable String name, List<String> arguments, SortedMap<String, String> variables) {

    public static final String FILE = "bundle.json";
    public static final String SCRIPT = "script";

    public Bundle {
        if (name != null) {
            Require.name(name, 200, "name");
        }
        arguments = List.copyOf(Require.present(arguments, "arguments"));
        variables =
                Collections.unmodifiableSortedMap(
                        new TreeMap<>(Require.present(variables, "variables")));
        for (String variable : variables.keySet()) {
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]{0,127}")) {
                throw new InvalidValue("a variable's name must be a shell identifier");
            }
        }
        boolean nul =
                arguments.stream().anyMatch(a -> a.indexOf(0) >= 0)
                        || variables.values().stream().anyMatch(v -> v.indexOf(0) >= 0);
        if (nul) {
            throw new InvalidValue("arguments and variables hold no NUL");
        }
    }
}
