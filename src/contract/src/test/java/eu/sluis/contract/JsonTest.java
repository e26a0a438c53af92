package eu.sluis.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private record Pair(EvidenceLevel level, long number) {}

    @Test
    void sortsMembersByUtf16CodeUnitAsRfc8785Does() {
        Map<String, Object> unsorted = new LinkedHashMap<>();
        unsorted.put("\u20ac", "Euro Sign");
        unsorted.put("\r", "Carriage Return");
        unsorted.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        unsorted.put("1", "One");
        unsorted.put("\ud83d\ude00", "Emoji: Grinning Face");
        unsorted.put("\u0080", "Control");
        unsorted.put("\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(canonical(unsorted))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                                + "\"\u20ac\":\"Euro Sign\","
                                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesOnlyWhatRfc8785Escapes() {
        String text = "\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\r\u001f\u007f\u2028";

        assertThat(canonical(List.of(text)))
                .isEqualTo(
                        "[\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\\u001f\u007f\u2028\"]");
    }

    @Test
    void writesLiteralsArraysAndEmptyOnes() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("numbers", List.of(0, -1, 9_007_199_254_740_991L));
        value.put("literals", List.of(true, false));
        value.put("empty", List.of(List.of(), Map.of()));

        assertThat(canonical(value))
                .isEqualTo(
                        "{\"empty\":[[],{}],\"literals\":[true,false],"
                                + "\"numbers\":[0,-1,9007199254740991]}");
    }

    @Test
    void refusesNumbersBeyond53BitsAndFractions() {
        refusesToWrite(9_007_199_254_740_992L);
        refusesToWrite(-9_007_199_254_740_992L);
        refusesToWrite(Long.MAX_VALUE);
        refusesToWrite(Long.MIN_VALUE);
        refusesToWrite(new BigInteger("99999999999999999999"));
        refusesToWrite(1.5);
        refusesToWrite(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\ude00\ud83d"})
    void refusesHalfASurrogatePair(String text) {
        refusesToWrite(text);
        refusesToWrite(Map.of(text, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"A1\",\"number\":1,\"number\":1}",
                "{\"number\":2,\"number\":1,\"level\":\"A1\"}",
                "{\"level\":\"A1\",\"number\":1,\"more\":1}",
                "{\"level\":\"A1\",\"number\":\"1\"}",
                "{\"level\":\"A1\",\"number\":1.0}",
                "{\"level\":\"A1\",\"number\":1e3}",
                "{\"level\":\"A1\",\"number\":null}",
                "{\"level\":\"A1\",\"number\":true}",
                "{\"level\":\"A1\",\"number\":01}",
                "{\"level\":\"A1\",\"number\":99999999999999999999}",
                "{\"level\":1,\"number\":1}",
                "{\"level\":\"a1\",\"number\":1}",
                "{\"level\":\"\",\"number\":1}",
                "{\"level\":\"A1\",\"number\":1}{}",
                "{\"level\":\"A1\",\"number\":1,}",
                "{'level':'A1','number':1}",
                "{\"level\":\"A1\",/**/\"number\":1}",
                "[{\"level\":\"A1\",\"number\":1}]",
                "null",
                ""
            })
    void refusesLooseJson(String json) {
        assertThatThrownBy(() -> Json.read(bytes(json), Pair.class))
                .isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":1,\"level\":\"A1\"}",
                "{\"level\":\"A1\", \"number\":1}",
                "{\"level\":\"A1\",\"number\":-0}",
                "{\"level\":\"A1\"}",
                "{\"l\\u0065vel\":\"A1\",\"number\":1}",
                "\ufeff{\"level\":\"A1\",\"number\":1}",
                "{\"level\":\"A1\",\"number\":9007199254740992}"
            })
    void refusesWhatReadsWellAndIsNotCanonical(String json) {
        assertThatThrownBy(() -> Json.readCanonical(bytes(json), Pair.class))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] overlong = bytes("{\"level\":\"A1\",\"number\":1}");
        overlong[2] = (byte) 0xc1;

        assertThatThrownBy(() -> Json.readCanonical(overlong, Pair.class))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void readsTheCanonicalForm() {
        assertThat(Json.readCanonical(bytes("{\"level\":\"A1\",\"number\":1}"), Pair.class))
                .isEqualTo(new Pair(EvidenceLevel.A1, 1));
    }

    @Test
    void saysWhereWithoutRepeatingTheValue() {
        assertThatThrownBy(
                        () -> Json.read(bytes("{\"level\":\"s3cret\",\"number\":1}"), Pair.class))
                .hasMessageContaining("level")
                .message()
                .doesNotContain("s3cret");
    }

    private static void refusesToWrite(Object value) {
        assertThatThrownBy(() -> Json.canonical(List.of(value))).isInstanceOf(InvalidValue.class);
    }

    private static String canonical(Object value) {
        return new String(Json.canonical(value), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
