package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolCommandTest {
    private static final int PEER_AND_WORKERS = 3;

    @TempDir
    private Path directory;

    @Test
    void shouldMeasureThePoolAndSkipWithTheReasonWhatIsNotThere() throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(
                directory,
                List.of(),
                directory.toString(),
                "pool",
                "--only",
                "many tasks",
                "--seconds",
                "0.2",
                "--warm-up",
                "10",
                "--slice",
                "2",
                "--json",
                json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("skipped: Python's Pool.map, chunksize 1: there is no python3 on the PATH");
            assertThat(run.rows(json))
                    .anyMatch(
                            row -> row.matches(
                                    ".*\"name\": \"process pool, one by one\", \"metric\": \"throughput\".*\"value\": [0-9].*"));
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldLeaveNoWorkerWhenItIsToldToEnd() throws Exception {
        try (BenchRun run =
                BenchRun.start(directory, "pool", "--only", "process pool, submit to result", "--seconds", "600")) {
            run.awaitPeer();
            await().atMost(BenchRun.LIMIT)
                    .until(() ->
                            !run.process().isAlive() || run.process().children().count() >= PEER_AND_WORKERS);
            final List<ProcessHandle> all = run.process().descendants().toList();

            BenchRun.signal("INT", run.process().toHandle());

            assertThat(run.awaitEnd()).as(run.errors()).isEqualTo(130);
            await().atMost(BenchRun.LIMIT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            run.assertNothingIsLeft();
        }
    }
}
