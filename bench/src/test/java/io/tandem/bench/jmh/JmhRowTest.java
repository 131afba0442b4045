package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.harness.BenchException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JmhRowTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(10);

    @AfterEach
    void noProcessIsLeft() {
        final List<ProcessHandle> left = ProcessHandle.current().children().toList();
        // The next test would take it for its own.
        left.forEach(Forks::end);
        assertThat(left).isEmpty();
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
        final Future<Score> run = start(() -> JmhRow.QUEUE_2P2C.run(Duration.ofMillis(500)));
        final RunningFork running = RunningFork.await(ProcessHandle.current());

        final Score score = running.awaitResult(run);

        assertThat(score.value()).isPositive();
        assertThat(score.unit()).isEqualTo("ops/us");
        running.assertNothingIsLeft();
    }

    @Test
    void shouldTellHowThePeerEndedWhenItIsKilled() throws Exception {
        final Future<Score> run = start(() -> JmhRow.QUEUE_2P2C.run(LONG));
        final RunningFork running = RunningFork.await(ProcessHandle.current());

        running.peer().destroyForcibly();

        assertThatThrownBy(() -> running.awaitResult(run))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("QueueStreamBenchmark.twoProducers failed")
                .hasMessageContaining("the peer (pid " + running.peer().pid() + ") ended by signal 9");
        running.assertNothingIsLeft();
    }

    @Test
    void shouldEndItAndTellWhatItDidWhenItTakesTooLongAndTheCommonPoolIsBusy() throws Exception {
        final CountDownLatch over = new CountDownLatch(1);
        final int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> await(over));
        }

        try {
            final Future<Score> run = start(() -> JmhRow.QUEUE_2P2C.run(LONG, Duration.ofSeconds(10)));
            final RunningFork running = RunningFork.await(ProcessHandle.current());

            assertThatThrownBy(() -> running.awaitResult(run))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("QueueStreamBenchmark.twoProducers was ended after 10 s")
                    .hasMessageContaining("== pid " + running.fork().pid())
                    .hasMessageContaining("== pid " + running.peer().pid())
                    .hasMessageContaining("\"tandem-exit-watcher\"")
                    .hasMessageContaining("\"tandem-parent-watch\"");
            running.assertNothingIsLeft();
        } finally {
            over.countDown();
        }
    }

    @Test
    void shouldSaySoWhenThereIsNoSuchBenchmark() {
        final JmhRow row = new JmhRow("io.tandem.bench.jmh.Missing.nothing", Map.of());

        assertThatThrownBy(() -> row.run(SHORT))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("Missing.nothing failed");
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On a thread of its own: with two processors the common pool has one, which others need. */
    private static Future<Score> start(final Callable<Score> run) {
        final FutureTask<Score> task = new FutureTask<>(run);
        final Thread thread = new Thread(task, "jmh-row");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
