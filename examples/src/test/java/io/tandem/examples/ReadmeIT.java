package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.examples.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the README shows for a program without a build tool, on the jars of this build. */
class ReadmeIT {
    private static final Path ROOT = Path.of(System.getProperty("tandem.basedir"));

    @TempDir
    private Path directory;

    @Test
    void shouldRunTheFirstProgramWhenItsCommandsAreCopied() throws Exception {
        final String readme = Files.readString(ROOT.resolve("README.md"));
        final String commands = firstMatch("(?s)```\n(JARS=.*?)```", readme);
        Files.writeString(directory.resolve("Hello.java"), firstMatch("(?s)```java\n(.*?)```", readme));
        final Path jars = Files.createSymbolicLink(directory.resolve("examples"), ROOT.resolve("examples"));

        try (Program program = new Program()) {
            final Result result = Program.finish(program.shell(directory, commands));

            assertThat(result.lines()).as("%s", result.error()).containsExactly("hello, parent");
            assertThat(result.status()).isZero();
            program.assertNothingLeft();
        } finally {
            Files.delete(jars);
        }
    }

    private static String firstMatch(final String pattern, final String text) {
        final Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("a match of %s", pattern).isTrue();
        return matcher.group(1);
    }
}
