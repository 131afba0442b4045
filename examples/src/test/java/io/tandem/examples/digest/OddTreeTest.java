package io.tandem.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tandem.examples.trees.FileTree;
import io.tandem.examples.trees.TreeFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trees with names and files that are allowed, and unusual. */
@Timeout(60)
class OddTreeTest {
    private static final String HASH = "0123abcd";

    @TempDir
    private Path tree;

    private final List<String> problems = new ArrayList<>();

    @Test
    void shouldKeepEachByteOfANameWhenItIsNotText() throws Exception {
        final Path odd = Path.of(URI.create(tree.toUri() + "caf%E9%25"));
        Files.writeString(odd, "one\ntwo\n");
        assumeThat(odd.toString()).as("file names are read as UTF-8 here").contains("\uFFFD");

        final List<TreeFile> files = list(tree);

        assertThat(files).hasSize(1);
        assertThat(files.get(0).line(HASH)).isEqualTo(bytes("0123abcd  caf\u00e9%\n"));
        final Answer answer = FileReader.read(files.get(0).location());
        assertThat(answer.problem()).isEmpty();
        assertThat(answer.lines()).isEqualTo(2);
    }

    @Test
    void shouldWriteALineAsSha256sumDoesWhenANameHasALineFeed() throws Exception {
        Files.writeString(tree.resolve("a\nb\\c"), "");

        final List<TreeFile> files = list(tree);

        assertThat(files).hasSize(1);
        assertThat(files.get(0).line(HASH)).isEqualTo(bytes("\\0123abcd  a\\nb\\\\c\n"));
        assertThat(files.get(0)).hasToString("a?b\\c");
    }

    @Test
    void shouldNameFilesByTheirRootsWhenThereAreSeveral() throws Exception {
        Files.createDirectories(tree.resolve("b"));
        Files.writeString(tree.resolve("b/x"), "");
        Files.writeString(tree.resolve("a"), "");

        final List<TreeFile> files = list(tree.resolve("b"), tree.resolve("a"));

        assertThat(files).map(TreeFile::toString).containsExactly(tree + "/a", tree + "/b/x");
    }

    @Test
    void shouldPassOverWhatIsNoFileWhenListing() throws Exception {
        final Path fifo = tree.resolve("fifo");
        makeFifo(fifo);
        Files.createDirectories(tree.resolve("empty"));
        Files.createSymbolicLink(tree.resolve("loop"), tree);
        Files.createSymbolicLink(tree.resolve("itself"), Path.of("itself"));

        assertThat(list(tree)).isEmpty();
        assertThat(problems).isEmpty();
        assertThat(list(fifo)).isEmpty();
        assertThat(problems).singleElement().asString().contains("fifo").contains("neither a directory nor a regular");
    }

    private List<TreeFile> list(final Path... roots) throws IOException {
        return new FileTree(directory -> false, (path, problem) -> problems.add(path + ": " + problem.getMessage()))
                .list(List.of(roots));
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void makeFifo(final Path path) throws Exception {
        final Process process = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
