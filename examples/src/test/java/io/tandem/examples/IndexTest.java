package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.examples.Program.Result;
import io.tandem.examples.index.Index;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {
    @TempDir
    private Path directory;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
        write("A.java", "class A {\n    int count; // count of what?\n}\n");
        write("sub/Longer.java", "\nCount c = new Count();\nclass COUNT {}\n" + "count\n".repeat(20));
        write("sub/größe.txt", "Größe_2 der Dateien\n");
        write("target/Built.java", "count\n");
        write(".hidden/Config.java", "count\n");
        Files.write(tree.resolve("picture"), new byte[] {'c', 'o', 'u', 'n', 't', '\n', (byte) 0xff, (byte) 0xd8});
    }

    private void write(final String name, final String text) throws IOException {
        final Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void shouldTellFilesAndLinesWhenWordsAreGiven() throws Exception {
        final Result result = run(tree.toString(), "count", "GRÖSSE", "größe_2", "nothing");

        assertThat(result.error()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.lines().get(0)).matches("4 files, 11 different words, in \\d+\\.\\d s");
        assertThat(result.lines().subList(1, result.lines().size()))
                .containsExactly(
                        "count: 23 lines in 2 files",
                        "    A.java           2",
                        "    sub/Longer.java  2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 12 more",
                        "grösse: nowhere",
                        "größe_2: 1 line in 1 file",
                        "    sub/größe.txt  1",
                        "nothing: nowhere");
    }

    @Test
    void shouldAnswerUntilTheEndOfInputWhenNoWordIsGiven() throws Exception {
        try (Program program = new Program()) {
            final Process index = program.start(Program.classPath(), Index.class.getName(), List.of(tree.toString()));
            try (OutputStream questions = index.getOutputStream()) {
                questions.write("int what\n\n42\nNew".getBytes(StandardCharsets.UTF_8));
            }

            final Result result = Program.finish(index);

            assertThat(result.lines().subList(1, result.lines().size()))
                    .containsExactly(
                            "int: 1 line in 1 file",
                            "    A.java  2",
                            "what: 1 line in 1 file",
                            "    A.java  2",
                            "new: 1 line in 1 file",
                            "    sub/Longer.java  2");
            assertThat(result.error())
                    .containsExactly("index: 42 isn't a word: words begin with a letter or an underscore");
            assertThat(result.status()).isZero();
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldSayWhatIsLeftOutWhenAFileIsTooLarge() throws Exception {
        final Path large = sparse("large", 17);

        final Result result = run(tree.toString(), "what");

        assertThat(result.error()).containsExactly("index: can't read " + large + ": larger than any source");
        assertThat(result.lines()).contains("what: 1 line in 1 file");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWhenThereIsNoDirectory() throws Exception {
        final Result none = run(directory.resolve("missing").toString(), "what");
        final Result file = run(tree.resolve("A.java").toString(), "what");

        assertThat(none.error()).first().isEqualTo("There is no directory " + directory.resolve("missing") + ".");
        assertThat(file.error()).first().isEqualTo("There is no directory " + tree.resolve("A.java") + ".");
        assertThat(new int[] {none.status(), file.status()}).containsOnly(2);
    }

    @Test
    void shouldHaveEachLineOnceWhenAWorkerIsKilled() throws Exception {
        for (int i = 0; i < 8; i++) {
            sparse("sparse" + i, 16);
        }
        try (Program program = new Program()) {
            final Process index =
                    program.start(Program.classPath(), Index.class.getName(), List.of(tree.toString(), "count"));

            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> Program.childThatReads(index, tree)
                            .map(ProcessHandle::destroyForcibly)
                            .orElse(false));
            final Result result = Program.finish(index);

            assertThat(result.error()).containsExactly("index: 1 worker died; what they had in hand was done again");
            assertThat(result.lines())
                    .contains("count: 23 lines in 2 files", "    A.java           2")
                    .anyMatch(line -> line.startsWith("12 files, 11 different words, "));
            assertThat(result.status()).isZero();
            program.assertNothingLeft();
        }
    }

    private Path sparse(final String name, final int mebibytes) throws IOException {
        final Path path = tree.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength((long) mebibytes << 20);
        }
        return path;
    }

    private static Result run(final String... arguments) throws Exception {
        try (Program program = new Program()) {
            final Result result = program.run(Index.class, arguments);
            program.assertNothingLeft();
            return result;
        }
    }
}
