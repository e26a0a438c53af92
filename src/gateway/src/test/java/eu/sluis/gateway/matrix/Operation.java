package eu.sluis.gateway.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.gateway.kit.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operation of the interface, as the served OpenAPI document has it. */
public record Operation(String method, String path, boolean takesBody) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");

    public static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        JsonNode paths = Http.json(Http.anonymous().get("/q/openapi?format=json")).path("paths");
        paths.properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method ->
                                        all.add(
                                                new Operation(
                                                        method.getKey().toUpperCase(Locale.ROOT),
                                                        path.getKey(),
                                                        method.getValue().has("requestBody")))));
        return all;
    }

    public List<String> parameters() {
        return PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    public String pathWith(Map<String, String> ids) {
        return PARAMETER
                .matcher(path)
                .replaceAll(found -> Matcher.quoteReplacement(required(ids, found.group(1))));
    }

    private String required(Map<String, String> ids, String parameter) {
        String id = ids.get(parameter);
        if (id == null) {
            throw new AssertionError(
                    "say in Things what {" + parameter + "} of " + this + " names");
        }
        return id;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
