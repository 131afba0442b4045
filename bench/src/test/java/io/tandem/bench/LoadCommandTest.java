package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMeasureEveryRowAtEveryRate() throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(
                directory, "load", "--seconds", "0.5", "--warm-up", "20", "--slice", "2", "--json", json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("raw pipe at 1 M/s", "two raw queues at 100 k/s", "unix-domain socket at 10 k/s")
                    .contains("latency p99.99", "latency max", "achieved rate")
                    .doesNotContain("unix-domain socket at 1 M/s");
            assertThat(run.rows(json)).hasSizeGreaterThan(80);
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenThePeerIsKilled() throws Exception {
        try (BenchRun run =
                BenchRun.start(directory, "load", "--only", "100 k/s", "--seconds", "600", "--warm-up", "20")) {
            final ProcessHandle peer = run.awaitPeer();

            peer.destroyForcibly();

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors()).contains("the peer (pid " + peer.pid() + ") ended by signal 9");
            run.assertNothingIsLeft();
        }
    }
}
