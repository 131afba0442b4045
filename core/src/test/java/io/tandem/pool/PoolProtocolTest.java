package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static io.tandem.pool.TestPools.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.value.SharedLong;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages between pools and workers that meet others on the way. */
@Timeout(120)
class PoolProtocolTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @RegisterExtension
    final TestPools pools = TestPools.ofTest();

    private static void awaitEnd(final ProcessPool pool) throws Exception {
        CompletableFuture.runAsync(pool::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    // ---- tasks of tasks

    @Test
    void shouldRunATaskOfATaskOnceForEachTryWhenTheirWorkerDies() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).retries(1));
        final SharedLong runs = pools.number();
        final CompletableFuture<Integer> outer =
                pool.callAsync(() -> CurrentTask.get().orElseThrow().pool().call(() -> {
                    if (runs.getAndAdd(1) == 0) {
                        Runtime.getRuntime().halt(3);
                    }
                    return 1;
                }));

        final int result = outer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(result).isEqualTo(1);
        awaitEnd(pool);
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void shouldTellOfAnInnerTaskWhenTheOuterOneWasCancelledMeanwhile() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).gracePeriod(LIMIT));
        final SharedLong begun = pools.number();
        final SharedLong gate = pools.number();
        final SharedLong interrupted = pools.number();
        final CompletableFuture<Integer> outer = pool.callAsync(() -> {
            boolean wasInterrupted = false;
            try {
                CurrentTask.get().orElseThrow().pool().call(() -> block(begun, gate));
            } catch (final InterruptedException e) {
                wasInterrupted = true;
            }
            interrupted.set(wasInterrupted || Thread.interrupted() ? 1 : 0);
            return 1;
        });
        await(() -> begun.get() == 1);

        outer.cancel(true);
        final long pid = pool.stats().workers().get(0).pid();
        pool.threadDump(pid).get(LIMIT.toSeconds(), TimeUnit.SECONDS); // behind the request to interrupt
        gate.set(1);

        awaitEnd(pool);
        assertThat(interrupted.get()).isEqualTo(1);
    }

    @Test
    void shouldLetAnInnerTaskEndWhenItIsCancelledWithoutInterrupt() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2).gracePeriod(Duration.ZERO));
        final SharedLong begun = pools.number();
        final SharedLong gate = pools.number();
        final SharedLong done = pools.number();
        pool.call(() -> {
            final CompletableFuture<Integer> inner = CurrentTask.get()
                    .orElseThrow()
                    .pool()
                    .callAsync(() -> {
                        begun.set(1);
                        rest(gate, 1);
                        return (int) done.getAndAdd(1);
                    });
            rest(begun, 1);
            inner.cancel(false);
            return 0;
        });

        final int answered = pool.call(() -> 1);
        gate.set(1);

        awaitEnd(pool);
        assertThat(answered).isEqualTo(1);
        assertThat(done.get()).isEqualTo(1);
    }

    @Test
    void shouldKnowAFunctionWhenItsFirstSubmitWasInterrupted() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));

        final int result = pool.call(() -> {
            final ProcessPool own = CurrentTask.get().orElseThrow().pool();
            int sum = 0;
            for (int i = 0; i < 2; i++) {
                if (i == 0) {
                    Thread.currentThread().interrupt();
                }
                final CompletableFuture<Integer> inner = own.callAsync(() -> 5);
                if (!Thread.interrupted()) {
                    sum += inner.get();
                }
            }
            return sum;
        });

        assertThat(result).isEqualTo(5);
    }

    // ---- time

    @Test
    void shouldEndATaskInTimeWhenAnotherOneRunsWithinIt() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).gracePeriod(Duration.ofMillis(10)));
        final TaskOptions limited = TaskOptions.DEFAULT.timeLimit(Duration.ofMillis(500));

        final CompletableFuture<Integer> outer = pool.callAsync(
                limited,
                () -> CurrentTask.get().orElseThrow().pool().call(() -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }));

        assertThatThrownBy(() -> outer.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("500 ms");
    }

    // ---- interrupts

    @Test
    void shouldGoOnWhenAThreadThatATaskHasLeftInterruptsItsWorker() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        final SharedLong gate = pools.number();
        final SharedLong interrupted = pools.number();
        final long pid = pool.call(() -> {
            final Thread own = Thread.currentThread();
            final Thread left = new Thread(() -> {
                rest(gate, 1);
                own.interrupt();
                interrupted.set(1);
            });
            left.setDaemon(true);
            left.start();
            return ProcessHandle.current().pid();
        });

        gate.set(1);
        await(() -> interrupted.get() == 1);

        assertThat(pool.map(List.of(1, 2), item -> ProcessHandle.current().pid()))
                .containsExactly(pid, pid);
    }

    // ---- others

    @Test
    void shouldTellWhatAWorkerDoesWhenThePoolHasHadNothingToDoForLong() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).name("quiet"));
        pool.call(() -> 1);
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("tandem-pool-quiet")));

        final String dump =
                pool.threadDump(pool.stats().workers().get(0).pid()).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(dump).contains("tandem-worker-control");
    }

    @Test
    void shouldShareAChunkWhenAnotherWorkerHasMoreTasksButHasBegunThemAll() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(3));
        final SharedLong blocked = pools.number();
        final SharedLong chunkGate = pools.number();
        final SharedLong idleGate = pools.number();
        final SharedLong nestGate = pools.number();
        final SharedLong items = pools.number();
        final CompletableFuture<Integer> first = pool.callAsync(() -> block(blocked, chunkGate));
        final CompletableFuture<Integer> second = pool.callAsync(() -> block(blocked, idleGate));
        final CompletableFuture<Integer> nest =
                pool.callAsync(() -> CurrentTask.get().orElseThrow().pool().call(() -> block(blocked, nestGate)));
        await(() -> blocked.get() == 3);
        final CompletableFuture<List<Long>> chunk = chunkForTwo(pool, items);
        await(() -> pool.stats().workers().stream().mapToInt(WorkerStats::tasks).sum() == 5);

        chunkGate.set(1);
        idleGate.set(1);

        assertThat(chunk.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).hasSize(8);
        nestGate.set(1);
        assertThat(List.of(first.get(), second.get(), nest.get())).containsExactly(1, 1, 1);
    }

    @Test
    void shouldShareTheOnlyChunkWhenItsWorkerTakesItsTimeToBegin() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        final SharedLong items = pools.number();
        final CompletableFuture<List<Long>> chunk = chunkForTwo(pool, items);

        final List<Long> pids = chunk.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(Set.copyOf(pids)).hasSize(2);
    }

    /** A chunk whose items wait until another worker is at it. */
    private static CompletableFuture<List<Long>> chunkForTwo(final ProcessPool pool, final SharedLong begun) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return pool.over(List.of(1, 2, 3, 4, 5, 6, 7, 8)).chunkSize(8).map(item -> {
                    begun.getAndAdd(1);
                    rest(begun, 2);
                    return ProcessHandle.current().pid();
                });
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static int block(final SharedLong blocked, final SharedLong gate) {
        blocked.getAndAdd(1);
        rest(gate, 1);
        return 1;
    }
}
