package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpcCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMeasureEveryRowInTwoProcesses() throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(
                directory, "ipc", "--seconds", "0.2", "--warm-up", "20", "--slice", "2", "--json", json.toString())) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("Agrona against itself", "raw pipe", "typed pipe", "asleep", "reference round trip");
            assertThat(run.rows(json)).hasSizeGreaterThan(10);
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldListWhatThereIsWhenAskedForNothing() throws Exception {
        try (BenchRun run = BenchRun.start(directory)) {
            assertThat(run.awaitEnd()).isZero();
            assertThat(run.output()).contains("ipc ", "queue ");
        }
    }

    @Test
    void shouldRefuseAPinThatIsNotAPair() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--pin", "0")) {
            assertThat(run.awaitEnd()).isEqualTo(2);
            assertThat(run.errors()).contains("--pin takes two processors");
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsToldToEnd() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--seconds", "600", "--slice", "2")) {
            final ProcessHandle peer = run.awaitPeer();

            run.process().destroy();

            assertThat(run.awaitEnd()).isEqualTo(143);
            assertThat(peer.isAlive()).isFalse();
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenThePeerIsKilled() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--seconds", "600", "--slice", "2")) {
            final ProcessHandle peer = run.awaitPeer();

            peer.destroyForcibly();

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors()).contains("the peer (pid " + peer.pid() + ") ended by signal 9");
            run.assertNothingIsLeft();
        }
    }
}
