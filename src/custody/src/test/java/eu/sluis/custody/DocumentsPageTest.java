package eu.sluis.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.Document;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.custody.Page.Section;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/docs/formats/documents.md says is so. */
class DocumentsPageTest {

    private static final String HEADING = "### `(sluis\\.[a-z-]+\\.v1)`";
    private static final List<JsonSubTypes.Type> TYPES =
            List.of(Document.class.getAnnotation(JsonSubTypes.class).value());

    @TempDir Path directory;
    private Page page = new Page(Path.of("unread"), "");

    @BeforeEach
    void read() throws IOException {
        page = Page.read("documents.md");
    }

    /** With {@code -Dsluis.docs.write=true} the examples are signed anew first. */
    @Test
    void eachExampleIsSignedByTheTestKeyAndOpensAsItsType() throws Exception {
        if (Boolean.getBoolean("sluis.docs.write")) {
            write();
            read();
        }
        for (JsonSubTypes.Type type : TYPES) {
            Section section = section(type.name());
            byte[] document = example(section);
            String signature = Page.blocks(section.text(), "text").getFirst();

            assertThat(signature).as(type.name()).isEqualTo(seal(type.value(), document));
            if (type.value() == Enrolment.class) {
                assertThat(Json.readCanonical(document, Document.class))
                        .isInstanceOf(Enrolment.class);
                continue;
            }
            Signed signed = new Signed(document, Base64.getDecoder().decode(signature));
            assertThat(Documents.open(signed, Sample.publicKey(), Document.class))
                    .isInstanceOf(type.value());
        }
    }

    @Test
    void thePageHasEveryTypeAndNoOther() {
        assertThat(page.sections(HEADING))
                .extracting(Section::name)
                .containsExactlyElementsOf(TYPES.stream().map(JsonSubTypes.Type::name).toList());
        assertThat(TYPES).hasSize(12);
    }

    @Test
    void eachTableHasTheMembersOfItsType() {
        for (JsonSubTypes.Type type : TYPES) {
            List<String> listed =
                    Pattern.compile("(?m)^\\| `([A-Za-z]+\\??)` \\|")
                            .matcher(section(type.name()).text())
                            .results()
                            .map(found -> found.group(1))
                            .toList();

            List<String> members = new ArrayList<>();
            for (RecordComponent component : type.value().getRecordComponents()) {
                members.add(member(component));
            }
            members.add("type");

            assertThat(listed).as(type.name()).containsExactlyElementsOf(members);
        }
    }

    @Test
    void aStrangerSignsWithOpenssl() throws Exception {
        boolean present =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "openssl")));
        boolean demanded = "1".equals(System.getenv("SLUIS_REAL_PARTS"));
        assumeTrue(present || demanded, "apt-get install openssl");

        byte[] printed = run(Page.blocks(page.text(), "sh").getFirst());

        Signed signed = Json.read(printed, Signed.class);
        AttemptReport report = Documents.open(signed, Sample.publicKey(), AttemptReport.class);
        assertThat(signed).isEqualTo(Documents.sign(Sample.KEY, report));
        assertThat(page.text()).contains(Sample.publicKey().base64());
    }

    private byte[] run(String script) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process =
                new ProcessBuilder("sh", "-eu", "-c", script)
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllBytes(output);
    }

    private void write() throws IOException {
        String text = page.text();
        for (JsonSubTypes.Type type : TYPES) {
            Section section = section(type.name());
            String old = Page.blocks(section.text(), "text").getFirst();
            String fresh = seal(type.value(), example(section));
            String renewed =
                    section.text().replace("```text\n" + old + "\n", "```text\n" + fresh + "\n");
            text = text.replace(section.text(), renewed);
        }
        Files.writeString(page.path(), text);
    }

    /** The signature, or for what is pinned instead the digest. */
    private static String seal(Class<?> type, byte[] document) {
        return type == Enrolment.class
                ? Digest.of(document).text()
                : Base64.getEncoder().encodeToString(Sample.KEY.sign(document).signature());
    }

    private Section section(String name) {
        return page.sections(HEADING).stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page lacks " + name));
    }

    private static byte[] example(Section section) {
        return Page.blocks(section.text(), "json").getFirst().getBytes(StandardCharsets.UTF_8);
    }

    private static String member(RecordComponent component) {
        @Nullable JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        String name = renamed == null ? component.getName() : renamed.value();
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return optional ? name + "?" : name;
    }
}
