package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites whose subjects are only measured here; the others have tests of their own. */
class SuiteCommandTest {
    private static final List<String> ENOUGH_FOR_BULK = List.of("-Xmx1g");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "bulk, 1 MiB, 6, 'queue, byte[], 1 MiB'",
        "sync, '', 6, locked increments",
        "start, '', 4, 'child process, first line'",
        "pool, '', 4, 'JDK thread pool, submit to result'",
        "manager, '', 4, 'manager call, spinning'"
    })
    void shouldMeasureEveryRow(final String suite, final String only, final int fewest, final String row)
            throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(
                directory,
                ENOUGH_FOR_BULK,
                System.getenv("PATH"),
                suite,
                "--only",
                only,
                "--seconds",
                "0.2",
                "--warm-up",
                "10",
                "--slice",
                "2",
                "--json",
                json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.rows(json))
                    .hasSizeGreaterThanOrEqualTo(fewest)
                    .anyMatch(line -> line.contains("\"name\": \"" + row + "\""));
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSkipWithTheReasonsWhatIsNotThere() throws Exception {
        try (BenchRun run = BenchRun.start(
                directory,
                List.of(),
                directory.toString(),
                "sync",
                "--seconds",
                "0.2",
                "--warm-up",
                "10",
                "--slice",
                "2")) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("skipped: C robust mutex, two processes: there is no cc on the PATH")
                    .contains("skipped: Python's Lock: there is no python3 on the PATH");
        }
    }
}
