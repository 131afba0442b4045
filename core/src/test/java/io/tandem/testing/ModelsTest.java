package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the models name as the code that they stand for, and what they are searched with, is there. */
class ModelsTest {
    private static final Pattern CODE = Pattern.compile("(\\w+)\\.java(?: \\(([^)]*)\\))?");
    private static final Pattern VARIANT = Pattern.compile("#ifn?def ([A-Z_]+)\n(?!#define \\1 )");
    private static final Path BASE = Path.of(System.getProperty("tandem.basedir"));
    private static final Path MODELS = BASE.resolve("docs/models");

    @ParameterizedTest
    @MethodSource("models")
    void shouldFindEveryMethodWhenAModelStandsForIt(final String model) throws IOException {
        final String head = head(model);

        final Matcher code = CODE.matcher(head);
        final List<String> missing = new ArrayList<>();
        int found = 0;
        while (code.find()) {
            found++;
            final String source = source(code.group(1));
            final String methods = code.group(2) == null ? code.group(1) : code.group(2);
            for (final String method : methods.split(", ")) {
                if (!Pattern.compile("\\b" + method + "(?:\\(| \\{|<)")
                        .matcher(source)
                        .find()) {
                    missing.add(code.group(1) + "." + method);
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isPositive();
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldBeSearchedAndExplainedWhenAModelHasAVariant(final String model) throws IOException {
        final String text = Files.readString(MODELS.resolve(model));
        final String check = Files.readString(MODELS.resolve("check"));

        final List<String> variants = VARIANT.matcher(text)
                .results()
                .map(variant -> variant.group(1))
                .distinct()
                .toList();

        assertThat(variants).isNotEmpty().allSatisfy(variant -> {
            assertThat(check).containsPattern("check " + model + " .*-D" + variant + "\\b");
            assertThat(head(model)).containsPattern("\\b" + variant + "\\b");
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldBeNamedAmongTheGuaranteesWhenThereIsAModel(final String model) throws IOException {
        final String guarantees = Files.readString(BASE.resolve("docs/guarantees.md"));

        assertThat(guarantees).contains("(models/" + model + ")");
    }

    static List<String> models() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pml"))
                    .sorted()
                    .toList();
        }
    }

    /** Its first comment, as one line. */
    private static String head(final String model) throws IOException {
        final String text = Files.readString(MODELS.resolve(model));
        return text.substring(0, text.indexOf("*/")).replaceAll("\\s*\n \\*\\s*", " ");
    }

    private static String source(final String type) throws IOException {
        try (Stream<Path> files = Files.walk(BASE.resolve("core/src/main/java"))) {
            final List<Path> sources =
                    files.filter(file -> file.endsWith(type + ".java")).toList();
            assertThat(sources).as(type).hasSize(1);
            return Files.readString(sources.get(0));
        }
    }
}
