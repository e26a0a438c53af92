package eu.sluis.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {

    @TempDir Path directory;

    @Test
    void namesFilesOfADirectoryByTheirPathInIt() throws IOException {
        Files.createDirectory(directory.resolve("a"));
        Files.writeString(directory.resolve("a/x"), "1");
        Files.writeString(directory.resolve("b"), "2");
        Files.createSymbolicLink(directory.resolve("c"), Path.of("a/x"));

        List<SourceFile> found = SourceFiles.find(List.of(directory));

        assertThat(found).extracting(SourceFile::path).containsExactly("a/x", "b", "c");
    }

    @Test
    void refusesALinkThatLeadsOut() throws IOException {
        Path given = Files.createDirectory(directory.resolve("given"));
        Files.writeString(directory.resolve("private"), "1");
        Files.createSymbolicLink(given.resolve("x"), Path.of("../private"));

        refuses("leads out", given);
    }

    @Test
    void refusesALinkToADirectory() throws IOException {
        Files.createDirectory(directory.resolve("a"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));

        refuses("not a file", directory);
    }

    @Test
    void refusesANameWithALineBreak() throws IOException {
        Files.writeString(directory.resolve("a\nb"), "1");

        refuses("printable", directory);
    }

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        Path one = Files.createDirectory(directory.resolve("1"));
        Path two = Files.createDirectory(directory.resolve("2"));
        Files.writeString(one.resolve("x"), "1");
        Files.writeString(two.resolve("x"), "2");

        refuses("two files", one.resolve("x"), two.resolve("x"));
    }

    @Test
    void refusesAnEmptyDirectoryAndAMissingFile() {
        refuses("no file", directory);
        refuses("not a file", directory.resolve("missing"));
    }

    private static void refuses(String because, Path... arguments) {
        assertThatThrownBy(() -> SourceFiles.find(List.of(arguments)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(because);
    }
}
