package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static io.tandem.pool.TestPools.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteCallable;
import io.tandem.process.ChildProcess;
import io.tandem.process.StandardStream;
import io.tandem.value.SharedLong;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that submit tasks. */
@Timeout(60)
class PoolNestedTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestPools pools = TestPools.ofClass();

    private static ProcessPool one;
    private static ProcessPool two;
    private static ProcessPoolExecutor executor;

    @BeforeAll
    static void makePools() {
        one = pools.pool(ProcessPool.builder().workers(1).gracePeriod(Duration.ofMillis(200)));
        two = pools.pool(ProcessPool.builder().workers(2).gracePeriod(Duration.ofMillis(200)));
        executor = pools.executor(1);
    }

    private static ProcessPool ofWorkers(final int workers) {
        return workers == 1 ? one : two;
    }

    private static ProcessPool current() {
        return CurrentTask.get().orElseThrow().pool();
    }

    // ---- results

    private static long fibonacci(final ProcessPool pool, final int n) throws InterruptedException {
        if (n < 2) {
            return n;
        }
        final CompletableFuture<Long> first = pool.callAsync(() -> fibonacci(pool, n - 1));
        return pool.call(() -> fibonacci(pool, n - 2)) + first.join();
    }

    private static long fibonacciOfCurrent(final int n) throws InterruptedException {
        if (n < 2) {
            return n;
        }
        return current().map(List.of(n - 1, n - 2), PoolNestedTest::fibonacciOfCurrent).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRecurWhenATaskCapturesItsPool(final int workers) throws Exception {
        final ProcessPool pool = ofWorkers(workers);

        final long result = pool.call(() -> fibonacci(pool, 10));

        assertThat(result).isEqualTo(55);
    }

    private static long combined(final int n) {
        if (n < 2) {
            return n;
        }
        return current()
                .callAsync(() -> combined(n - 1))
                .thenCombine(current().callAsync(() -> combined(n - 2)), Long::sum)
                .thenApply(sum -> sum)
                .join();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRecurWhenATaskWaitsForWhatIsMadeOfFutures(final int workers) throws Exception {
        final ProcessPool pool = ofWorkers(workers);

        final long result = pool.call(() -> combined(7));

        assertThat(result).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRecurWhenATaskAsksForItsPool(final int workers) throws Exception {
        final ProcessPool pool = ofWorkers(workers);

        final List<Long> results = pool.map(List.of(10, 9, 8), PoolNestedTest::fibonacciOfCurrent);

        assertThat(results).containsExactly(55L, 34L, 21L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldMapWithinAMapWhenItemsAreInChunks(final int workers) throws Exception {
        final ProcessPool pool = ofWorkers(workers);
        final List<Integer> items = IntStream.range(0, 30).boxed().toList();

        final List<List<Integer>> products = pool.over(items)
                .chunkSize(10)
                .map(first -> pool.over(items).chunkSize(7).map(second -> first * second));

        for (int i = 0; i < 30; i++) {
            final int first = i;
            assertThat(products.get(i))
                    .isEqualTo(items.stream().map(second -> first * second).toList());
        }
    }

    @Test
    void shouldSubmitFromATaskWhenItCapturesAnExecutor() throws Exception {
        final ProcessPoolExecutor pool = executor;

        final CompletableFuture<List<Integer>> result = pool.submit(() -> {
            final List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                final int item = i;
                futures.add(pool.submit(() -> item * item));
            }
            return Futures.waitAll(futures).done().stream()
                    .map(CompletableFuture::join)
                    .toList();
        });

        assertThat(result.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(IntStream.range(0, 20).map(i -> i * i).boxed().toList());
    }

    @Test
    void shouldUseTheOtherWorkerWhenATaskDoesNotWaitYet() throws Exception {
        final ProcessPool pool = two;
        final SharedLong gate = pools.number();

        final boolean elsewhere = pool.call(() -> {
            final CompletableFuture<Long> nested = pool.callAsync(() -> {
                gate.set(1);
                return ProcessHandle.current().pid();
            });
            rest(gate, 1);
            return nested.get() != ProcessHandle.current().pid();
        });

        assertThat(elsewhere).isTrue();
    }

    @Test
    void shouldRunTasksOfTasksFirstWhenOthersWait() throws Exception {
        final ProcessPool pool = one;
        final SharedLong gate = pools.number();
        final SharedLong order = pools.number();

        final CompletableFuture<Long> outer = pool.callAsync(() -> {
            rest(gate, 1);
            return pool.call(() -> order.getAndAdd(1L));
        });
        final CompletableFuture<Long> foreign = pool.callAsync(() -> order.getAndAdd(1L));
        gate.set(1);

        assertThat(outer.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(foreign.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isOne();
    }

    /** What is on the thread of a worker. */
    static final class OfThread {
        static final ReentrantLock LOCK = new ReentrantLock();
        private static volatile boolean outerHolds;

        private OfThread() {}

        /** A nested task sees the lock of the one it runs within, a foreign one doesn't. */
        static int holdAndMap(final ProcessPool pool) throws InterruptedException {
            LOCK.lock();
            outerHolds = true;
            try {
                return pool.map(IntStream.range(0, 20).boxed().toList(), item -> {
                            TimeUnit.MILLISECONDS.sleep(1);
                            return item;
                        })
                        .size();
            } finally {
                outerHolds = false;
                LOCK.unlock();
            }
        }

        static boolean foreignSeesLock() {
            return outerHolds || LOCK.isHeldByCurrentThread();
        }
    }

    @Test
    void shouldRunNoForeignTaskOnItsThreadWhenATaskWaits() throws Exception {
        final ProcessPool pool = one;

        final List<CompletableFuture<Integer>> outer = new ArrayList<>();
        final List<CompletableFuture<Boolean>> foreign = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            outer.add(pool.callAsync(() -> OfThread.holdAndMap(pool)));
            for (int j = 0; j < 10; j++) {
                foreign.add(pool.callAsync(OfThread::foreignSeesLock));
            }
        }

        for (final CompletableFuture<Integer> each : outer) {
            assertThat(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(20);
        }
        for (final CompletableFuture<Boolean> each : foreign) {
            assertThat(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
        }
    }

    // ---- failures

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldTellTheOuterTaskWhenANestedOneThrows(final int workers) {
        final ProcessPool pool = ofWorkers(workers);

        final CompletableFuture<Object> outer = pool.callAsync(() -> pool.map(List.of(1, 2, 3), item -> {
            if (item == 2) {
                throw new IllegalStateException("nested");
            }
            return item;
        }));

        assertThatThrownBy(() -> outer.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failed -> assertThat(failed.index()).isOne())
                .hasRootCauseMessage("nested");
    }

    @Test
    void shouldGoOnInTheOuterTaskWhenANestedOneDiesElsewhere() throws Exception {
        final ProcessPool pool = two;
        final SharedLong gate = pools.number();

        final String told = pool.call(() -> {
            final CompletableFuture<Integer> nested = pool.callAsync(() -> {
                gate.set(1);
                Runtime.getRuntime().halt(Fault.HALT_CODE);
                return 0;
            });
            rest(gate, 1); // so that it isn't this worker that runs it
            try {
                return "returned " + nested.join();
            } catch (final CompletionException e) {
                final WorkerDiedException died = (WorkerDiedException) e.getCause();
                return died.exitCode() + " "
                        + (died.pid() != ProcessHandle.current().pid());
            }
        });

        assertThat(told).isEqualTo(Fault.HALT_CODE + " true");
    }

    @Test
    void shouldFailTheOuterTaskWhenANestedOneDiesOnItsThread() throws Exception {
        final ProcessPool pool = one;

        final CompletableFuture<Integer> outer = pool.callAsync(() -> pool.call(() -> {
            Runtime.getRuntime().halt(Fault.HALT_CODE);
            return 0;
        }));

        assertThatThrownBy(() -> outer.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        WorkerDiedException.class,
                        died -> assertThat(died.exitCode()).isEqualTo(Fault.HALT_CODE));
        assertThat(pool.call(() -> 1)).isOne();
    }

    @Test
    void shouldRetryANestedItemWhenItsOptionsSaySo() throws Exception {
        final ProcessPool pool = two;
        final SharedLong runs = pools.number();

        final List<Integer> results = pool.call(() -> {
            final List<Integer> all = new ArrayList<>();
            final CompletableFuture<Integer> nested = pool.callAsync(TaskOptions.DEFAULT.retries(1), () -> {
                if (runs.getAndAdd(1L) == 0) {
                    Runtime.getRuntime().halt(Fault.HALT_CODE);
                }
                return CurrentTask.get().orElseThrow().attempt();
            });
            rest(runs, 1);
            all.add(nested.get());
            return all;
        });

        assertThat(results).containsExactly(2);
    }

    @Test
    void shouldCancelANestedTaskWhenTheOuterOneSaysSo() throws Exception {
        final ProcessPool pool = two;
        final SharedLong state = pools.number();

        final boolean cancelled = pool.call(() -> {
            final CompletableFuture<Integer> nested = pool.callAsync(() -> {
                state.set(1);
                try {
                    TimeUnit.MINUTES.sleep(10);
                } catch (final InterruptedException e) {
                    state.set(2);
                }
                return 0;
            });
            rest(state, 1);
            final boolean done = nested.cancel(true);
            rest(state, 2);
            return done && nested.isCancelled();
        });

        assertThat(cancelled).isTrue();
    }

    @Test
    void shouldInterruptTheOuterTaskWhenItIsCancelledWhileItWaits() throws Exception {
        final ProcessPool pool = two;
        final SharedLong nestedRuns = pools.number();
        final SharedLong nestedInterrupted = pools.number();
        final SharedLong outerInterrupted = pools.number();
        final CompletableFuture<Integer> outer = pool.callAsync(() -> {
            final CompletableFuture<Integer> nested = pool.callAsync(() -> {
                nestedRuns.set(1);
                try {
                    TimeUnit.MINUTES.sleep(10);
                } catch (final InterruptedException e) {
                    nestedInterrupted.set(1);
                }
                return 0;
            });
            rest(nestedRuns, 1);
            try {
                return nested.get();
            } catch (final InterruptedException e) {
                outerInterrupted.set(1);
                nested.cancel(true);
                throw e;
            }
        });
        rest(nestedRuns, 1);

        final boolean cancelled = outer.cancel(true);

        assertThat(cancelled).isTrue();
        assertThatThrownBy(outer::get).isInstanceOf(CancellationException.class);
        await(() -> outerInterrupted.get() == 1 && nestedInterrupted.get() == 1);
        assertThat(pool.map(List.of(1, 2), item -> item)).containsExactly(1, 2);
    }

    @Test
    void shouldEndNestedTasksWhenTheWorkerThatSubmittedThemIsKilled() throws Exception {
        final ProcessPool pool = two;
        final SharedLong outerPid = pools.number();
        final SharedLong running = pools.number();
        final SharedLong interrupted = pools.number();
        final CompletableFuture<Integer> outer = pool.callAsync(() -> {
            outerPid.set(ProcessHandle.current().pid());
            final CompletableFuture<Integer> nested = pool.callAsync(() -> {
                running.set(1);
                try {
                    TimeUnit.MINUTES.sleep(10);
                } catch (final InterruptedException e) {
                    interrupted.set(1);
                }
                return 0;
            });
            pool.callAsync(() -> running.getAndAdd(100L)); // behind it
            rest(running, 1);
            return nested.get();
        });
        rest(running, 1);

        ProcessHandle.of(outerPid.get()).ifPresent(ProcessHandle::destroyForcibly);

        assertThatThrownBy(() -> outer.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(WorkerDiedException.class);
        await(() -> interrupted.get() == 1);
        assertThat(pool.map(List.of(1, 2), item -> item)).containsExactly(1, 2);
        assertThat(running.get() % 100).isOne();
    }

    // ---- from where it can't, or only just can

    @Test
    void shouldTakeTasksFromAnotherThreadOfAWorkerWhenThereIsAWorkerForThem() throws Exception {
        final ProcessPool pool = two;

        final List<Integer> results = pool.call(() -> {
            final List<CompletableFuture<Integer>> each = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                final int thread = i;
                each.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                int sum = 0;
                                for (int j = 0; j < 20; j++) {
                                    final int item = j;
                                    sum += pool.call(() -> item * thread);
                                }
                                return sum;
                            } catch (final InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        work -> new Thread(work, "of a task").start()));
            }
            return each.stream().map(CompletableFuture::join).toList();
        });

        assertThat(results).containsExactly(0, 190, 380, 570);
    }

    @Test
    void shouldRefuseToTravelWhenAPoolIsCapturedIntoAnotherProcessThanItsWorkers() throws Exception {
        final ProcessPool pool = one;

        try (ChildProcess child = ChildProcess.builder()
                .domain(pools.domain())
                .jvmOptions(TestPools.LIGHT)
                .standardError(StandardStream.pipe())
                .start(() -> pool.call(() -> 1))) {
            final String errors = new String(child.standardError().readAllBytes(), StandardCharsets.UTF_8);
            child.join();

            assertThat(child.exitCode()).isNotZero();
            assertThat(errors)
                    .contains("Pool " + pool.toString().replaceAll(".*\\[|\\]", ""))
                    .contains("none of its workers");
        }
    }

    @Test
    void shouldRefuseToTravelWhenAPoolIsCapturedIntoATaskOfAnotherPool() {
        final ProcessPool stranger = two;

        final CompletableFuture<Integer> future = one.callAsync(() -> stranger.call(() -> 1));

        assertThatThrownBy(() -> future.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .rootCause()
                .hasMessageContaining("none of its workers")
                .hasMessageContaining("make another pool");
    }

    @Test
    void shouldRefuseWhatIsForTheOwnerWhenATaskAsksForIt() throws Exception {
        final ProcessPool pool = one;
        final ProcessPoolExecutor own = executor;
        final List<RemoteCallable<Object>> ofPool = List.of(
                () -> {
                    pool.close();
                    return null;
                },
                pool::stats,
                () -> {
                    pool.terminate();
                    return null;
                },
                () -> {
                    pool.resize(2);
                    return null;
                },
                () -> pool.threadDump(1));
        final List<RemoteCallable<Object>> ofExecutor = List.of(
                () -> {
                    own.close();
                    return null;
                },
                own::stats,
                own::shutdownNow,
                () -> {
                    own.shutdown();
                    return null;
                },
                () -> own.awaitTermination(1, TimeUnit.SECONDS));

        for (final RemoteCallable<Object> each : ofPool) {
            assertThatThrownBy(() -> pool.callAsync(each).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("only the process that made it can");
        }
        for (final RemoteCallable<Object> each : ofExecutor) {
            assertThatThrownBy(() -> own.submit(each).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("only the process that made it can");
        }
        assertThat(pool.call(() -> 1)).isOne();
    }
}
