package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolCommandTest {
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
}
