package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldWritePagesRowsHistogramsAndChartsOfEachSuite() throws Exception {
        final List<String> suites = List.of("queue", "sync");
        final Path json = directory.resolve("rows.json");
        final Path results = directory.resolve("results");

        try (BenchRun run = BenchRun.start(
                directory,
                BenchRun.forChronicle(),
                System.getenv("PATH"),
                "all",
                "--suites",
                String.join(",", suites),
                "--seconds",
                "0.1",
                "--warm-up",
                "10",
                "--slice",
                "2",
                "--results",
                results.toString(),
                "--json",
                json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            final String page = Files.readString(results.resolve("README.md"));
            assertThat(suites).allSatisfy(suite -> {
                assertThat(page).contains("## " + suite + "\n");
                assertThat(results.resolve(suite + ".json")).isNotEmptyFile();
            });
            assertThat(run.rows(json)).hasSizeGreaterThan(40);
            assertThat(run.output())
                    .contains("queue against itself", "2P1C", "1P2C", "2P2C", "4P4C", "two raw queues")
                    .contains("ArrayBlockingQueue, 1P1C", "LinkedBlockingQueue, 4P4C", "locked increments")
                    .contains("skipped: Chronicle Queue, 2P2C: each of its tailers reads every message")
                    .doesNotContain("skipped: Chronicle Queue, 1P1C", "skipped: Chronicle Queue, 2P1C");
            assertThat(run.output().contains("skipped: Python's Queue")).isEqualTo(!QueueCommandTest.hasPython());
            assertThat(charts(results)).isNotEmpty().allSatisfy(chart -> {
                assertThat(Files.readAllBytes(chart)).startsWith(0x89, 'P', 'N', 'G');
                assertThat(page).contains("(" + chart.getFileName() + ")");
            });
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldNameTheSuitesWhenAskedForAnotherOne() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "all", "--suites", "ipc,icp")) {
            assertThat(run.awaitEnd()).isEqualTo(2);
            assertThat(run.errors()).contains("there is no suite icp; there are [ipc, throughput,");
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsToldToEnd() throws Exception {
        try (BenchRun run = BenchRun.start(
                directory, "all", "--results", directory.resolve("results").toString())) {
            run.awaitPeer();
            final List<ProcessHandle> all = run.process().descendants().toList();

            run.process().destroy();

            assertThat(run.awaitEnd()).isEqualTo(143);
            await().atMost(BenchRun.LIMIT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            run.assertNothingIsLeft();
            BenchRun.assertNothingIsLeftOf(all);
        }
    }

    private static List<Path> charts(final Path results) throws Exception {
        try (Stream<Path> files = Files.list(results)) {
            return files.filter(file -> file.toString().endsWith(".png")).toList();
        }
    }
}
