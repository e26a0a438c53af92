package eu.sluis.gateway.datasets;

import eu.sluis.contract.InvalidValue;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names that people tell apart by looking: one normal form, one script, no path parts.
 *
 * <p>Limit: two names wholly in different scripts can still look alike; ids tell them apart.
 */
final class Names {

    private static final Set<UnicodeScript> NEUTRAL =
            Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

    /** Written together in Japanese. */
    private static final Set<UnicodeScript> JAPANESE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

    private Names() {}

    /**
     * Passes a name on that has 1 to 128 printable characters already.
     *
     * @throws InvalidValue if it could be taken for another name or for a path
     */
    static String requireDistinct(String name) {
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
            throw new InvalidValue("name must be in Unicode normal form NFKC");
        }
        if (!name.equals(name.strip()) || name.contains("  ")) {
            throw new InvalidValue(
                    "name must not begin or end with a space, nor hold two in a row");
        }
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new InvalidValue("name must not hold slashes or begin with a dot");
        }
        if (name.contains("@") || name.contains("=")) {
            throw new InvalidValue("name must not hold @ or =: --in and versions are told by them");
        }
        Set<UnicodeScript> scripts =
                name.codePoints()
                        .mapToObj(UnicodeScript::of)
                        .filter(script -> !NEUTRAL.contains(script))
                        .collect(Collectors.toSet());
        if (scripts.size() > 1 && !JAPANESE.containsAll(scripts)) {
            throw new InvalidValue("name must be in one script, such as Latin");
        }
        return name;
    }
}
