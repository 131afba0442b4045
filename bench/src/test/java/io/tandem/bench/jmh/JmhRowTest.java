package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.harness.BenchException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JmhRowTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(10);

    @AfterEach
    void noProcessIsLeft() {
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void shouldTellAScoreWhenOneJvmIsEnough() {
        final JmhRow row = new JmhRow(RawPipeBenchmark.class.getName() + ".claimCommitPoll", Map.of());

        final Score score = row.run(SHORT);

        assertThat(score.value()).isPositive();
        assertThat(score.error()).isNotNegative();
        assertThat(score.unit()).isEqualTo("ns/op");
    }

    @Test
    void shouldTellAScoreAndLeaveNothingWhenThereArePeers() throws Exception {
        final CompletableFuture<Score> run =
                CompletableFuture.supplyAsync(() -> JmhRow.QUEUE_2P2C.run(Duration.ofMillis(500)));
        final RunningFork running = RunningFork.await(ProcessHandle.current());

        final Score score = run.get(60, TimeUnit.SECONDS);

        assertThat(score.value()).isPositive();
        assertThat(score.unit()).isEqualTo("ops/us");
        running.assertNothingIsLeft();
    }

    @Test
    void shouldTellHowThePeerEndedWhenItIsKilled() throws Exception {
        final CompletableFuture<Score> run = CompletableFuture.supplyAsync(() -> JmhRow.QUEUE_2P2C.run(LONG));
        final RunningFork running = RunningFork.await(ProcessHandle.current());

        running.peer().destroyForcibly();

        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("QueueStreamBenchmark.twoProducers failed")
                .hasMessageContaining("the peer (pid " + running.peer().pid() + ") ended by signal 9");
        running.assertNothingIsLeft();
    }

    @Test
    void shouldSaySoWhenThereIsNoSuchBenchmark() {
        final JmhRow row = new JmhRow("io.tandem.bench.jmh.Missing.nothing", Map.of());

        assertThatThrownBy(() -> row.run(SHORT))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("Missing.nothing failed");
    }
}
