package eu.sluis.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A page of src/docs/formats, as text to be checked. */
record Page(Path path, String text) {

    static Page read(String name) throws IOException {
        Path path = Path.of("../docs/formats", name);
        return new Page(path, Files.readString(path));
    }

    /** The contents of the fenced blocks of a language, each without its last line end. */
    static List<String> blocks(String text, String language) {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)\n```$")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** What lies under each heading that matches, the heading's first group leading. */
    List<Section> sections(String heading) {
        List<MatchResult> heads =
                Pattern.compile("(?m)^" + heading + "$").matcher(text).results().toList();
        return IntStream.range(0, heads.size())
                .mapToObj(i -> {
                    int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
                    return new Section(
                            heads.get(i).group(1), text.substring(heads.get(i).end(), end));
                })
                .toList();
    }

    /** A named part of a page. */
    record Section(String name, String text) {}
}
