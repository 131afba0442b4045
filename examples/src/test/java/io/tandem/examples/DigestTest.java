package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.examples.Program.Result;
import io.tandem.examples.digest.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
    @TempDir
    private Path directory;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
        for (int i = 0; i < 300; i++) {
            final Path file = tree.resolve("d" + i % 7).resolve("e" + i % 3).resolve("f" + i + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, ("line of file " + i + "\n").repeat(i));
        }
        // Sorts before d1/..., but after it where '/' isn't told from other characters.
        Files.writeString(tree.resolve("d1.txt"), "no line feed");
        Files.createDirectories(tree.resolve(".dot"));
        Files.writeString(tree.resolve(".dot/hidden"), "dot folders count where a directory was named\n");
        Files.createSymbolicLink(tree.resolve("link"), tree.resolve("d1"));
        Files.createSymbolicLink(tree.resolve("dangling"), tree.resolve("nowhere"));
    }

    @Test
    void shouldGiveTheSameDigestWhenTheNumberOfWorkersDiffers() throws Exception {
        try (Program program = new Program()) {

            final Result one = program.run(Digest.class, "--workers", "1", tree.toString());
            final Result three = program.run(Digest.class, "--workers", "3", tree.toString());

            for (final Result result : List.of(one, three)) {
                assertThat(result.error()).isEmpty();
                assertThat(result.status()).isZero();
                assertThat(result.value("files")).isEqualTo("302");
                assertThat(result.value("bytes")).isEqualTo(String.valueOf(bytes(tree)));
                assertThat(result.value("lines")).isEqualTo(String.valueOf(300 * 299 / 2 + 1));
                assertThat(result.value("digest")).isEqualTo(expectedDigest(tree));
                assertThat(result.value("read in")).endsWith("bytes a second");
                assertThat(Double.parseDouble(result.value("speed-up").split(" ")[0]))
                        .isPositive();
                assertThat(result.value("with start")).matches("0\\.\\d\\d: starting the workers took .* s, .*");
                assertThat(result.lines())
                        .anyMatch(line -> line.startsWith("note         so little doesn't pay for starting workers: "));
            }
            assertThat(three.value("workers")).startsWith("3,");
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldGoOnAndTakeEachFileOnceWhenOneCannotBeReadAndTreesOverlap() throws Exception {
        // Reading this one fails for root, too: nothing is mapped at address 0.
        final String unreadable = "/proc/self/mem";
        final String twice = tree.resolve("d1").toString();
        final String roundabout = tree + "/d2/../d1.txt";
        try (Program program = new Program()) {

            final Result result = program.run(
                    Digest.class, "--workers=2", "--no-comparison", tree.toString(), unreadable, twice, roundabout);

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.error()).singleElement().asString().startsWith("digest: can't read /proc/self/mem: ");
            assertThat(result.value("files")).isEqualTo("302");
            assertThat(result.value("unreadable")).isEqualTo("1");
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldDoItsFilesAgainWhenAWorkerIsKilled() throws Exception {
        final Path big = Files.createDirectories(directory.resolve("big"));
        for (int i = 0; i < 4; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(big.resolve("sparse" + i).toFile(), "rw")) {
                file.setLength(100L << 20);
            }
        }
        try (Program program = new Program()) {
            final Process digest = program.start(
                    Program.classPath(),
                    Digest.class.getName(),
                    List.of("--workers=2", "--no-comparison", big.toString()));

            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> killOneThatReads(digest, big));
            final Result result = Program.finish(digest);

            assertThat(result.error())
                    .singleElement()
                    .asString()
                    .isEqualTo("digest: 1 worker died; what they had in hand was done again");
            assertThat(result.status()).isZero();
            assertThat(result.value("files")).isEqualTo("4");
            assertThat(result.value("digest")).isEqualTo(expectedDigest(big));
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldLeaveOutDotFoldersAndTargetWhenTheTreeIsTheProjectsOwn() throws Exception {
        final Path project = Files.createDirectories(directory.resolve("project"));
        for (final String name :
                List.of("pom.xml", "target/a", "core/target/b", ".git/c", "core/.d/e", "core/.dotfile")) {
            Files.createDirectories(project.resolve(name).getParent());
            Files.writeString(project.resolve(name), name);
        }
        try (Program program = new Program()) {
            program.option("-Dtandem.examples.tree=" + project);

            final Result result = program.run(Digest.class, "--workers=1", "--no-comparison");

            assertThat(result.value("files")).isEqualTo("2");
            assertThat(result.value("bytes")).isEqualTo(String.valueOf("pom.xml".length() + "core/.dotfile".length()));
        }
    }

    @Test
    void shouldRefuseWhenTheCommandLineIsWrong() throws Exception {
        try (Program program = new Program()) {

            final Result workers = program.run(Digest.class, "--workers=0");
            final Result missing = program.run(
                    Digest.class, "--workers=1", directory.resolve("none").toString());

            assertThat(workers.status()).isEqualTo(2);
            assertThat(workers.error().get(0)).isEqualTo("--workers is 0: it must be from 1 to 256.");
            assertThat(missing.status()).isEqualTo(2);
            assertThat(missing.error().get(0)).startsWith("There is no directory or file ");
            program.assertNothingLeft();
        }
    }

    private static boolean killOneThatReads(final Process digest, final Path files) {
        final Optional<ProcessHandle> reading = Program.childThatReads(digest, files);
        return reading.isPresent() && reading.get().destroyForcibly();
    }

    private static List<Path> regularFiles(final Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private static long bytes(final Path root) throws IOException {
        long bytes = 0;
        for (final Path file : regularFiles(root)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static String expectedDigest(final Path root) throws Exception {
        final String[] names = regularFiles(root).stream()
                .map(file -> root.relativize(file).toString())
                .sorted()
                .toArray(String[]::new);
        final StringBuilder lines = new StringBuilder();
        for (final String name : names) {
            lines.append(sha256(root.resolve(name))).append("  ").append(name).append('\n');
        }
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(final Path file) throws Exception {
        final MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
