package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.examples.Program.Result;
import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what is there. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("tandem.basedir"));

    @TempDir
    private Path directory;

    @Test
    void shouldRunWhenTheFirstProgramIsCopied() throws Exception {
        shouldPrintWhatItPromises(readme());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A pool of processes",
                "An executor of processes",
                "Objects for several processes",
                "A service for several processes",
                "Work for several processes",
                "Memory and locks for several processes"
            })
    void shouldRunWhenAProgramFurtherDownIsCopied(final String title) throws Exception {
        shouldPrintWhatItPromises(firstMatch("(?s)\n## " + title + "\n(.*?)\n## ", readme()));
    }

    @Test
    void shouldRunWhenTheProgramAmongTheQuestionsIsCopied() throws Exception {
        shouldPrintWhatItPromises(Files.readString(ROOT.resolve("docs/faq.md")));
    }

    private void shouldPrintWhatItPromises(final String text) throws Exception {
        final String code = firstMatch("(?s)```java\n(.*?)```", text);
        final String promised = firstMatch("[Ii]t prints `([^`]+)`", text);

        try (Program program = new Program()) {
            final Result result = run(program, code);

            assertThat(result.error()).isEmpty();
            assertThat(result.lines()).containsExactly(promised);
            assertThat(result.status()).isZero();
            program.assertNothingLeft();
        }
    }

    /** All in one domain, and so by different names. */
    @Test
    void shouldMakeEachNamedObjectWhenItIsCopiedFromAmongTheText() throws Exception {
        final List<String> makers = Pattern.compile("`(Shared\\w+\\.builder\\([^`]*\\.openOrCreate\\(\\))`")
                .matcher(readme())
                .results()
                .map(maker -> maker.group(1))
                .toList();
        final StringBuilder code = new StringBuilder("""
                import io.tandem.channel.*;
                import io.tandem.sync.*;
                import io.tandem.value.*;

                public class Named {
                    record Order(int number) {}
                    record Receipt(int number) {}

                    public static void main(String[] args) {
                """);
        for (final String maker : makers) {
            code.append("try (var object = " + maker + ") { System.out.println(object.name().get()); }\n");
        }
        for (final String maker : makers) {
            final String type = firstMatch("^(\\w+)", maker);
            code.append(
                    "System.out.println(" + type + ".delete(" + firstMatch("name\\((\"\\w+\")\\)", maker) + "));\n");
        }

        try (Program program = new Program()) {
            final Result result = run(program, code + "}}");

            assertThat(result.error()).isEmpty();
            assertThat(makers).hasSizeGreaterThan(5);
            assertThat(result.lines()).hasSize(2 * makers.size()).doesNotContain("false");
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldRunWhenTheOptionsOfACallAreCopied() throws Exception {
        final String call = firstMatch("(?s)```java\n(List<ItemOutcome.*?)```", readme());
        final String code = """
                import io.tandem.pool.*;
                import java.time.Duration;
                import java.util.List;

                public class Pages {
                    record Page(String link) implements java.io.Serializable {}

                    static Page fetch(String link) {
                        return new Page(link);
                    }

                    public static void main(String[] args) throws InterruptedException {
                        List<String> links = List.of("a", "b", "c");
                        try (var pool = ProcessPool.create(1)) {
                """ + call + "System.out.println(pages.get(2).get().link()); }}}";

        try (Program program = new Program()) {
            final Result result = run(program, code);

            assertThat(result.error()).isEmpty();
            assertThat(result.lines()).containsExactly("c");
            program.assertNothingLeft();
        }
    }

    private Result run(final Program program, final String code) throws Exception {
        final String name = firstMatch("public class (\\w+)", code);
        compile(Files.writeString(directory.resolve(name + ".java"), code));
        return Program.finish(program.start(directory + File.pathSeparator + Program.classPath(), name, List.of()));
    }

    @Test
    void shouldShowItAtOnceWhenOpened() throws Exception {
        final String readme = readme();

        final int code = readme.substring(0, readme.indexOf("```java")).split("\n", -1).length;

        assertThat(code).as("line of the first program").isLessThan(10);
        assertThat(firstBlock("java")
                        .lines()
                        .filter(line -> line.strip().endsWith(";"))
                        .count())
                .as("statements")
                .isLessThanOrEqualTo(10);
    }

    @Test
    void shouldBeThereWhenLinkedTo() throws Exception {
        for (final Path page : List.of(ROOT.resolve("README.md"), ROOT.resolve(".github/CONTRIBUTING.md"))) {
            final Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(page));

            assertThat(links.results().map(link -> link.group(1)))
                    .as("links in %s", page)
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
        }
    }

    @Test
    void shouldNameTheVersionsOfTheBuildWhenItNamesJars() throws Exception {
        final String pom = Files.readString(ROOT.resolve("pom.xml"));
        final String own = firstMatch("<artifactId>tandem-parent</artifactId>\\s*<version>([^<]+)<", pom);
        final String agrona = firstMatch("<agrona.version>([^<]+)<", pom);
        final String jna = firstMatch("<jna.version>([^<]+)<", pom);

        final Stream<String> jars =
                Pattern.compile("/([\\w.-]+)\\.jar").matcher(readme()).results().map(jar -> jar.group(1));

        assertThat(jars)
                .containsExactly("tandem-core-" + own, "tandem-native-" + own, "agrona-" + agrona, "jna-" + jna);
        assertThat(readme()).contains("<artifactId>tandem-core</artifactId>\n  <version>" + own + "<");
    }

    private void compile(final Path source) throws Exception {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            final StringWriter messages = new StringWriter();
            final List<String> options = List.of(
                    "-d",
                    directory.toString(),
                    "-cp",
                    Program.classPath(),
                    "-Xlint:all,-path",
                    "-Werror",
                    "-proc:none");

            final boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();

            assertThat(compiled).as("%s", messages).isTrue();
        }
    }

    private static String readme() throws Exception {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String firstBlock(final String language) throws Exception {
        return firstMatch("(?s)```" + language + "\n(.*?)```", readme());
    }

    private static String firstMatch(final String pattern, final String text) {
        final Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("a match of %s", pattern).isTrue();
        return matcher.group(1);
    }
}
