package eu.sluis.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.TreeSet;

/** RFC 8785: members sorted by UTF-16 code unit, no white space, the shortest escapes. */
final class CanonicalForm {

    private static final long MAX_INTEGER = (1L << 53) - 1;

    private CanonicalForm() {}

    static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING, BINARY -> writeString(node.asText(), out);
            case BOOLEAN -> out.append(node.booleanValue());
            case NUMBER -> writeInteger(node, out);
            case NULL, MISSING, POJO -> throw new InvalidValue("a signed document holds no null");
        }
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        String separator = "{";
        for (String name : names) {
            out.append(separator);
            writeString(name, out);
            out.append(':');
            write(node.get(name), out);
            separator = ",";
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(JsonNode node, StringBuilder out) {
        out.append('[');
        for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); ) {
            write(items.next(), out);
            out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private static void writeInteger(JsonNode node, StringBuilder out) {
        boolean fits = node.isIntegralNumber() && node.canConvertToLong();
        if (!fits || node.longValue() > MAX_INTEGER || node.longValue() < -MAX_INTEGER) {
            throw new InvalidValue("a number in a signed document must be an integer below 2^53");
        }
        out.append(node.longValue());
    }

    private static void writeString(String text, StringBuilder out) {
        // UTF-8 has no form for half a pair: it would become '?', and two texts one document.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidValue("a text in a signed document holds half a surrogate pair");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
