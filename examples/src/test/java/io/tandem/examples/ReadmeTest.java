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
        final String code = firstBlock("java");
        final String promised = firstMatch("It prints `([^`]+)`", readme());

        try (Program program = new Program()) {
            final Result result = run(program, code);

            assertThat(result.error()).isEmpty();
            assertThat(result.lines()).containsExactly(promised);
            assertThat(result.status()).isZero();
            program.assertNothingLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Work for several processes", "Memory and locks for several processes"})
    void shouldRunWhenAProgramFurtherDownIsCopied(final String title) throws Exception {
        final String section = firstMatch("(?s)\n## " + title + "\n(.*?)\n## ", readme());
        final String code = firstMatch("(?s)```java\n(.*?)```", section);
        final String promised = firstMatch("It prints `([^`]+)`", section);

        try (Program program = new Program()) {
            final Result result = run(program, code);

            assertThat(result.error()).isEmpty();
            assertThat(result.lines()).containsExactly(promised);
            assertThat(result.status()).isZero();
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
