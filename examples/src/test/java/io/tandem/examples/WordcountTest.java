package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.examples.Program.Result;
import io.tandem.examples.wordcount.Wordcount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordcountTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int RUNS = LONG ? 20 : 1;
    private static final int KILLS = 4;
    private static final int WORDS = 30;

    @TempDir
    private Path directory;

    @Test
    void shouldPrintTheSameLinesWhenTheNumberOfWorkersDiffers() throws Exception {
        final Path tree = Files.createDirectories(directory.resolve("tree/empty/empty"))
                .getParent()
                .getParent();
        for (int i = 0; i < 600; i++) {
            final Path file = tree.resolve("d" + i % 7).resolve("f" + i + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "Often, OFTEN! " + "rare ".repeat(i % 2) + word(i % WORDS) + "\n");
        }
        Files.writeString(tree.resolve("big"), "\u00dcber \u00fcber ".repeat(500_000));
        // Not text, as only its last piece shows.
        Files.write(
                tree.resolve("large"),
                ("never ".repeat(1_000_000) + "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(tree.resolve("none"), "");
        Files.write(tree.resolve("latin"), "never caf\u00e9 never".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(tree.resolve("nul"), "never \0 never");
        Files.createSymbolicLink(tree.resolve("link"), tree.resolve("big"));
        makeFifo(tree.resolve("fifo"));
        final List<String> expected = new ArrayList<>(List.of(
                "text files   602",
                "binary files 3",
                "bytes        " + (600 * 14 + 300 * 5 + 600 * 4 + 500_000 * 12) + " in text files",
                "words        " + (1_200 + 300 + 600 + 1_000_000) + ", " + (3 + WORDS) + " different",
                "     1000000 \u00fcber",
                "        1200 often",
                "         300 rare"));
        for (int i = 0; i < 17; i++) {
            expected.add("          20 " + word(i));
        }
        try (Program program = new Program()) {

            final Result one = program.run(Wordcount.class, "--workers=1", "--no-comparison", tree.toString());
            final Result two = program.run(Wordcount.class, "--workers=2", tree.toString());
            final Result four = program.run(Wordcount.class, "--workers=4", "--no-comparison", tree.toString());

            for (final Result result : List.of(one, two, four)) {
                assertThat(result.error()).isEmpty();
                assertThat(result.status()).isZero();
                assertThat(counts(result)).isEqualTo(expected);
                assertThat(result.value("read in")).endsWith("bytes a second");
            }
            assertThat(four.value("workers")).startsWith("4,");
            assertThat(Double.parseDouble(two.value("speed-up").split(" ")[0])).isPositive();
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldCountEachFileOnceWhenWorkersAreKilledAtRandomInstants() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("WordcountTest seed " + seed);
        final Random random = new Random(seed);
        final Path tree = Files.createDirectories(directory.resolve("tree"));
        // Many names of one file: much to read, and nothing to write.
        final int files = 800;
        final Path first = Files.writeString(tree.resolve("f0"), text(7_000));
        for (int i = 1; i < files; i++) {
            Files.createLink(tree.resolve("f" + i), first);
        }
        for (int run = 0; run < RUNS; run++) {
            try (Program program = new Program()) {
                final Process wordcount = program.start(
                        Program.classPath(),
                        Wordcount.class.getName(),
                        List.of("--workers=3", "--no-comparison", tree.toString()));

                final int killed = kill(wordcount, tree, random);
                final Result result = Program.finish(wordcount);

                // One that had nothing left to do when it was killed isn't missed.
                assertThat(result.error()).hasSize(1);
                assertThat(result.error().get(0))
                        .matches("wordcount: [1-" + killed + "] workers? died; what they had in hand was done again");
                assertThat(result.status()).isZero();
                final List<String> expected = new ArrayList<>(List.of(
                        "text files   " + files,
                        "binary files 0",
                        "bytes        " + files * Files.size(first) + " in text files",
                        "words        " + 7_000L * WORDS * files + ", " + WORDS + " different"));
                for (int i = 0; i < 20; i++) {
                    expected.add(String.format("%12d %s", 7_000L * files, word(i)));
                }
                assertThat(counts(result)).isEqualTo(expected);
                program.assertNothingLeft();
            }
        }
    }

    @Test
    void shouldReportAndGoOnWhenAFileCannotBeRead() throws Exception {
        final Path file = Files.writeString(directory.resolve("file"), "one two two");
        try (Program program = new Program()) {

            // Reading the first one fails for root, too: nothing is mapped at address 0.
            final Result result =
                    program.run(Wordcount.class, "--workers=1", "--no-comparison", "/proc/self/mem", file.toString());

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.error()).singleElement().asString().startsWith("wordcount: can't read /proc/self/mem: ");
            assertThat(counts(result))
                    .containsExactly(
                            "text files   1",
                            "binary files 0",
                            "unreadable   1",
                            "bytes        11 in text files",
                            "words        3, 2 different",
                            "           2 two",
                            "           1 one");
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldFindNothingWhenADirectoryIsEmptyAndRefuseWhenItIsMissing() throws Exception {
        try (Program program = new Program()) {

            final Result empty = program.run(Wordcount.class, "--workers=1", directory.toString());
            final Result missing = program.run(
                    Wordcount.class, "--workers=1", directory.resolve("none").toString());

            assertThat(empty.error()).isEmpty();
            assertThat(empty.status()).isZero();
            assertThat(counts(empty))
                    .containsExactly(
                            "text files   0",
                            "binary files 0",
                            "bytes        0 in text files",
                            "words        0, 0 different");
            assertThat(missing.status()).isEqualTo(2);
            assertThat(missing.error().get(0)).startsWith("There is no directory or file ");
            program.assertNothingLeft();
        }
    }

    /** Kills some of a program's children while it reads; returns how many. */
    private static int kill(final Process wordcount, final Path tree, final Random random) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Program.childThatReads(wordcount, tree).isPresent());
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(200_000)));
            final List<ProcessHandle> children =
                    new ArrayList<>(wordcount.children().toList());
            Collections.shuffle(children, random);
            if (!children.isEmpty() && children.get(0).destroyForcibly()) {
                killed++;
            }
        }
        return killed;
    }

    /** What doesn't depend on workers or time. */
    private static List<String> counts(final Result result) {
        return result.lines().stream()
                .takeWhile(line -> !line.startsWith("workers "))
                .toList();
    }

    /** Each word so many times. */
    private static String text(final int times) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < times * WORDS; i++) {
            text.append(word(i % WORDS)).append(i % 10 == 0 ? ".\n" : " ");
        }
        return text.toString();
    }

    /** In the order of the alphabet. */
    private static String word(final int number) {
        return "w" + (char) ('a' + number / 10) + (char) ('a' + number % 10);
    }

    private static void makeFifo(final Path path) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
