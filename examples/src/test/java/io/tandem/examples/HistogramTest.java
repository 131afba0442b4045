package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.examples.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the byte counter says of odd files. */
class HistogramTest {
    @TempDir
    private Path directory;

    @Test
    void shouldCountWhatThereIsWhenAFileIsEmptyAndTheOtherIsntNamedPlainly() throws Exception {
        final Path empty = Files.createFile(directory.resolve("empty"));
        final Path odd = Files.writeString(directory.resolve("a b"), "aab");

        final Result result = run("--workers", "3", empty.toString(), odd.toString());

        assertThat(result.error()).isEmpty();
        assertThat(result.lines())
                .hasSize(4)
                .last()
                .isEqualTo("checked  3 bytes, 2 different values; most often 0x61, 2 times");
        assertThat(result.status()).isZero();
    }

    @Test
    void shouldSayThatThereIsNothingWhenAllFilesAreEmpty() throws Exception {
        final Path empty = Files.createFile(directory.resolve("empty"));

        final Result result = run(empty.toString(), empty.toString());

        assertThat(result.error()).isEmpty();
        assertThat(result.lines()).containsExactly("checked  0 bytes: there is nothing to count");
        assertThat(result.status()).isZero();
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWhenAFileCannotBeCounted() throws Exception {
        final Path missing = directory.resolve("missing");

        final Result none = run(missing.toString());
        final Result folder = run(directory.toString());
        final Result device = run("/dev/zero");

        assertThat(none.error()).containsExactly("histogram: \"" + missing + "\" isn't there.");
        assertThat(folder.error())
                .containsExactly("histogram: \"" + directory + "\" is a directory. Give the files in it.");
        assertThat(device.error()).singleElement().asString().contains("/dev/zero", "regular file");
        assertThat(new int[] {none.status(), folder.status(), device.status()}).containsOnly(2);
    }

    @Test
    void shouldRefuseWhenWorkersAreNoneOrTooMany() throws Exception {
        final Result none = run("--workers", "0");
        final Result tooMany = run("--workers", "100000");

        assertThat(none.error()).first().isEqualTo("--workers is 0: it must be from 1 to 256.");
        assertThat(tooMany.error()).first().isEqualTo("--workers is 100000: it must be from 1 to 256.");
        assertThat(new int[] {none.status(), tooMany.status()}).containsOnly(2);
    }

    private static Result run(final String... arguments) throws Exception {
        try (Program program = new Program()) {
            final String[] all = new String[arguments.length + 1];
            all[0] = "histogram";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            final Result result = program.run(Main.class, all);
            program.assertNothingLeft();
            return result;
        }
    }
}
