package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.examples.Program.Result;
import io.tandem.examples.digest.Digest;
import io.tandem.examples.digest.Hash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the same in all ways of hashing, also when workers are killed. */
class HashTest {
    @TempDir
    private Path directory;

    @Test
    void shouldGiveWhatDigestGivesWhenDoneInAllWaysOrInOne() throws Exception {
        for (int i = 0; i < 200; i++) {
            final Path file = directory.resolve("d" + i % 3).resolve("f" + i);
            Files.createDirectories(file.getParent());
            Files.writeString(file, ("text of file " + i + "\n").repeat(7 * i));
        }
        try (Program program = new Program()) {

            final Result all = program.run(Hash.class, "--workers=3", "--repeat=2", directory.toString());
            final Result one = program.run(Hash.class, "--workers=1", "--no-comparison", directory.toString());
            final Result digest = program.run(Digest.class, "--workers=2", "--no-comparison", directory.toString());

            assertThat(all.error()).isEmpty();
            assertThat(all.status()).isZero();
            assertThat(all.value("files")).isEqualTo("200");
            assertThat(all.value("bytes")).isEqualTo(digest.value("bytes"));
            assertThat(all.value("digest")).isEqualTo(digest.value("digest"));
            assertThat(one.value("digest")).isEqualTo(digest.value("digest"));
            for (final String way : new String[] {"processes", "threads", "alone"}) {
                assertThat(all.value(way))
                        .matches("\\d+\\.\\d{3} s at best, [1-9]\\d* bytes a second; .* s the first time");
            }
            assertThat(one.lines()).noneMatch(line -> line.startsWith("threads ") || line.startsWith("alone "));
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldGiveTheSameDigestWhenWorkersAreKilledAtWork() throws Exception {
        for (int i = 0; i < 4; i++) {
            makeSparse(directory.resolve("sparse" + i), 100L << 20);
        }
        try (Program program = new Program()) {

            final Result calm =
                    program.run(Hash.class, "--workers=2", "--repeat=1", "--no-comparison", directory.toString());
            final Result chaos = program.run(Hash.class, "--workers=2", "--repeat=2", "--chaos", directory.toString());

            assertThat(chaos.error()).isEmpty();
            assertThat(chaos.status()).isZero();
            assertThat(chaos.value("files")).isEqualTo("4");
            assertThat(chaos.value("digest")).isEqualTo(calm.value("digest"));
            assertThat(count(chaos, "workers died")).isPositive();
            assertThat(count(chaos, "tasks run again")).isPositive();
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldGoOnUntilAWorkerHasDiedWhenThereIsLittleOrNothingToRead() throws Exception {
        final Path empty = Files.createDirectory(directory.resolve("empty"));
        final Path small = Files.writeString(directory.resolve("small"), "small");
        try (Program program = new Program()) {

            final Result none = program.run(Hash.class, "--workers=2", "--repeat=1", "--chaos", empty.toString());
            final Result one = program.run(Hash.class, "--workers=2", "--repeat=1", "--chaos", small.toString());

            assertThat(none.error()).isEmpty();
            assertThat(none.value("files")).isEqualTo("0");
            assertThat(count(none, "workers died")).isPositive();
            assertThat(one.error()).isEmpty();
            assertThat(one.value("files")).isEqualTo("1");
            assertThat(count(one, "workers died")).isPositive();
            program.assertNothingLeft();
        }
    }

    @Test
    void shouldReportOnceWhenAFileCannotBeReadAndRefuseWhenTheCommandLineIsWrong() throws Exception {
        try (Program program = new Program()) {

            // Reading this one fails for root, too: nothing is mapped at address 0.
            final Result unreadable = program.run(Hash.class, "--workers=1", "--repeat=2", "/proc/self/mem");
            final Result wrong = program.run(Hash.class, "--repeat=0", directory.toString());

            assertThat(unreadable.status()).isEqualTo(1);
            assertThat(unreadable.error()).singleElement().asString().startsWith("hash: can't read /proc/self/mem: ");
            assertThat(unreadable.value("unreadable")).isEqualTo("1");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(wrong.error().get(0)).isEqualTo("--repeat is 0: it must be 1 or more.");
            program.assertNothingLeft();
        }
    }

    private static int count(final Result result, final String what) {
        final Matcher matcher = Pattern.compile(what + ": (\\d+)").matcher(result.value("chaos"));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static void makeSparse(final Path path, final long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }
}
