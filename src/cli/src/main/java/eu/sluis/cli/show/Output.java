package eu.sluis.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.sluis.contract.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a command shows what it was told: for people, or the bodies of the REST interface as JSON.
 */
public enum Output {
    /** Columns or lines for people; may change. */
    TABLE,
    /** The contract's shapes on one line, for scripts. */
    JSON;

    /** Shows one thing. */
    public void one(PrintWriter out, Object value, Consumer<Fields> describe) {
        switch (this) {
            case TABLE -> {
                Fields fields = new Fields();
                describe.accept(fields);
                fields.print(out);
            }
            case JSON -> json(out, value);
        }
    }

    /** Shows a list, as a table or as a JSON array. */
    public <T> void list(PrintWriter out, List<T> items, Table table, Function<T, Object[]> row) {
        switch (this) {
            case TABLE -> {
                items.forEach(item -> table.row(row.apply(item)));
                table.print(out);
            }
            case JSON -> json(out, items);
        }
    }

    private static void json(PrintWriter out, Object value) {
        try {
            out.println(Json.mapper().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body of the contract is always JSON", e);
        }
    }
}
