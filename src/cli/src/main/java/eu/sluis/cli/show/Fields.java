package eu.sluis.cli.show;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing, a line for each of its fields. */
public final class Fields {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Adds a field; an absent value is left out. */
    public Fields add(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, PlainText.of(value.toString()));
        }
        return this;
    }

    /** Prints the fields, values aligned, in the order they were added. */
    public void print(PrintWriter out) {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        values.forEach(
                (name, value) -> out.println(name + " ".repeat(width - name.length()) + value));
    }
}
