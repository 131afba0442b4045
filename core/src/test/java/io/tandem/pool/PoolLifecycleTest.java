package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static io.tandem.pool.TestPools.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteRunnable;
import io.tandem.value.SharedLong;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pools and executors that begin, grow, shrink and end, in every state. */
@Timeout(60)
class PoolLifecycleTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int LARGE = 16 << 20;

    @RegisterExtension
    final TestPools pools = TestPools.ofTest();

    private static <V> V result(final Future<V> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static long children() {
        return ProcessHandle.current().children().count();
    }

    // ---- the end of an executor

    @Test
    void shouldEndAtOnceWhenNothingWasEverSubmitted() throws Exception {
        final ProcessPoolExecutor executor = pools.executor(2);

        final boolean before = executor.isShutdown() || executor.isTerminated();
        final boolean early = executor.awaitTermination(1, TimeUnit.MILLISECONDS);
        executor.shutdown();
        executor.shutdown();
        final boolean ended = executor.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
        final List<Runnable> left = executor.shutdownNow();

        assertThat(before).isFalse();
        assertThat(early).isFalse();
        assertThat(ended).isTrue();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(left).isEmpty();
        assertThat(children()).isZero();
        assertThatThrownBy(() -> executor.submit(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("shut down");
        assertThatThrownBy(() -> executor.execute((RemoteRunnable) () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        executor.close();
    }

    @Test
    void shouldDoWhatWasSubmittedWhenItIsShutDown() throws Exception {
        final ProcessPoolExecutor executor = pools.executor(1);
        final SharedLong gate = pools.number();
        final List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            final int item = i;
            futures.add(executor.submit(() -> {
                rest(gate, 1);
                return item;
            }));
        }

        executor.shutdown();
        final boolean early = executor.awaitTermination(1, TimeUnit.MILLISECONDS);
        gate.set(1);
        final boolean ended = executor.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(early).isFalse();
        assertThat(ended).isTrue();
        assertThat(futures).allMatch(CompletableFuture::isDone);
        for (int i = 0; i < 50; i++) {
            assertThat(futures.get(i).get()).isEqualTo(i);
        }
        assertThat(children()).isZero();
    }

    @Test
    void shouldGiveBackWhatWasNotStartedWhenItIsShutDownNow() throws Exception {
        final ProcessPoolExecutor executor =
                pools.executor(ProcessPoolExecutor.builder().workers(1).gracePeriod(SHORT));
        final SharedLong began = pools.number();
        final SharedLong ran = pools.number();
        final CompletableFuture<Integer> running = executor.submit(() -> {
            began.set(1);
            Fault.hang();
            return 0;
        });
        rest(began, 1);
        final List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            final long number = i;
            waiting.add(executor.submit(() -> {
                ran.set(10 * ran.get() + number % 10);
                return number;
            }));
        }
        executor.execute((RemoteRunnable) () -> ran.getAndAdd(1_000_000_000_000L));

        final List<Runnable> left = executor.shutdownNow();
        final boolean ended = executor.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
        left.subList(0, 3).forEach(Runnable::run);
        left.get(20).run();

        assertThat(left).hasSize(21);
        assertThat(ran.get()).isEqualTo(1_000_000_000_012L);
        assertThat(ended).isTrue();
        assertThat(running.isCancelled()).isTrue();
        assertThat(waiting).allMatch(CompletableFuture::isCancelled);
        assertThat(children()).isZero();
        assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shouldTerminateAndStayInterruptedWhenItsCloseIsInterrupted() throws Exception {
        final ProcessPoolExecutor executor =
                pools.executor(ProcessPoolExecutor.builder().workers(1).gracePeriod(SHORT));
        final SharedLong began = pools.number();
        final CompletableFuture<Integer> running = executor.submit(() -> {
            began.set(1);
            Fault.hang();
            return 0;
        });
        rest(began, 1);

        Thread.currentThread().interrupt();
        executor.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(running.isCancelled()).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(children()).isZero();
    }

    // ---- the end of a pool

    @Test
    void shouldDoAllThatWasBegunWhenAWorkerDiesWhileThePoolIsClosed() throws Exception {
        final ProcessPool pool = pools.pool(1);
        final SharedLong gate = pools.number();
        final CompletableFuture<Integer> dies = pool.callAsync(() -> {
            rest(gate, 1);
            Runtime.getRuntime().halt(Fault.HALT_CODE);
            return 0;
        });
        final List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            final int item = i;
            others.add(pool.callAsync(() -> item));
        }
        final CompletableFuture<Void> closed = CompletableFuture.runAsync(pool::close);
        await(() -> isShutDown(pool));

        gate.set(1);

        result(closed);
        assertThatThrownBy(() -> result(dies)).hasCauseInstanceOf(WorkerDiedException.class);
        for (int i = 0; i < 10; i++) {
            assertThat(result(others.get(i))).isEqualTo(i);
        }
        assertThat(children()).isZero();
    }

    private static boolean isShutDown(final ProcessPool pool) {
        try {
            pool.callAsync(() -> 0);
            return false;
        } catch (final RejectedExecutionException e) {
            return true;
        }
    }

    @Test
    void shouldDoAllThatWasBegunWhenWorkersAreReplacedWhileThePoolIsClosed() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).tasksPerWorker(1));
        final List<CompletableFuture<Long>> futures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            futures.add(pool.callAsync(() -> ProcessHandle.current().pid()));
        }

        pool.close();

        assertThat(futures.stream().map(CompletableFuture::join)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadItemsToTheEndWhenThePoolIsClosedMeanwhile() throws Exception {
        final ProcessPool pool = pools.pool(1);
        final SharedLong began = pools.number();
        final List<Integer> items = IntStream.range(0, 20_000).boxed().toList();
        final CompletableFuture<List<Integer>> map = pool.mapAsync(items, item -> {
            began.set(1);
            return item;
        });
        final CompletableFuture<Void> forEach = pool.forEachAsync(items, item -> began.getAndAdd(1L));
        rest(began, 1);

        pool.close();

        assertThat(result(map)).isEqualTo(items);
        assertThat(result(forEach)).isNull();
        assertThatThrownBy(() -> pool.map(items, item -> item)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> pool.mapAsync(items, item -> item)).isInstanceOf(RejectedExecutionException.class);
        assertThat(children()).isZero();
    }

    @Test
    void shouldKeepNothingOfTasksThatWereDoneInTime() throws Exception {
        final ProcessPool pool = pools.pool(1);
        final TaskOptions limited = TaskOptions.DEFAULT.timeLimit(Duration.ofHours(1));
        final List<WeakReference<Object>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            final CompletableFuture<Integer> future = pool.callAsync(limited, () -> 1);
            result(future);
            futures.add(new WeakReference<>(future));
        }

        await(() -> {
            System.gc();
            return futures.stream().filter(each -> each.get() != null).count() <= 1;
        });

        assertThat(pool.stats().done()).isEqualTo(100);
    }

    @Test
    void shouldFailWithCancellationWhenItIsTerminatedWhateverTheCall() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).gracePeriod(SHORT));
        final SharedLong began = pools.number();
        final List<Integer> items = IntStream.range(0, 10).boxed().toList();
        final CompletableFuture<Integer> call = pool.callAsync(() -> {
            began.set(1);
            Fault.hang();
            return 0;
        });
        final CompletableFuture<List<Integer>> map = pool.mapAsync(List.of(1), item -> item);
        final CompletableFuture<List<ItemOutcome<Integer>>> mapOutcomes = CompletableFuture.supplyAsync(() -> {
            try {
                return pool.over(items).chunkSize(10).mapOutcomes(item -> item);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        rest(began, 1);
        await(() -> pool.stats().workers().get(0).tasks() + pool.stats().pending() >= 3);

        pool.terminate();

        assertThatThrownBy(() -> result(call)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> result(map)).isInstanceOf(CancellationException.class);
        assertThat(result(mapOutcomes))
                .allSatisfy(outcome -> assertThat(outcome.failure()).containsInstanceOf(CancellationException.class));
        pool.close();
        assertThat(children()).isZero();
    }

    @Test
    void shouldHaveNoWorkersWhenItIsResizedAfterItsEnd() {
        final ProcessPool pool = pools.pool(1);
        pool.close();

        pool.resize(3);

        assertThat(pool.stats().workers()).isEmpty();
        assertThat(children()).isZero();
    }

    @Test
    void shouldCancelWhenTheGracePeriodIsForEver() throws Exception {
        final ProcessPool pool =
                pools.pool(ProcessPool.builder().workers(1).gracePeriod(ChronoUnit.FOREVER.getDuration()));
        final SharedLong began = pools.number();
        final CompletableFuture<Integer> sleeper = pool.callAsync(() -> {
            began.set(1);
            TimeUnit.MINUTES.sleep(10);
            return 0;
        });
        rest(began, 1);

        final boolean cancelled = sleeper.cancel(true);

        assertThat(cancelled).isTrue();
        assertThat(result(pool.callAsync(() -> 1))).isOne();
    }

    // ---- growing and shrinking

    @Test
    void shouldStartWorkersOnDemandAndEndThemWhenTheyHaveNothingToDo() throws Exception {
        final ProcessPoolExecutor executor =
                pools.executor(ProcessPoolExecutor.builder().workers(2).idleTimeout(SHORT));
        final SharedLong gate = pools.number();

        final long none = children();
        result(executor.submit(() -> 1));
        final long one = executor.stats().workers().size();
        final CompletableFuture<Long> first = executor.submit(() -> gate.getAndAdd(1L));
        final CompletableFuture<Integer> second = executor.submit(() -> {
            rest(gate, 1);
            return 0;
        });
        result(first);
        result(second);
        await(() -> executor.stats().workers().isEmpty() && children() == 0);
        final int again = result(executor.submit(() -> 2));

        assertThat(none).isZero();
        assertThat(one).isOne();
        assertThat(again).isEqualTo(2);
    }

    @Test
    void shouldEndIdleWorkersWhenAPoolHasNeverHadATask() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).idleTimeout(SHORT));
        assertThat(pool.stats().workers()).hasSize(1);

        await(() -> pool.stats().workers().isEmpty() && children() == 0);

        assertThat(pool.callAsync(() -> 1).join()).isOne();
    }

    @Test
    void shouldShrinkWhenBusyWorkersAreDoneAndGrowAgain() throws Exception {
        final ProcessPool pool = pools.pool(2);
        final SharedLong began = pools.number();
        final SharedLong gate = pools.number();
        final List<CompletableFuture<Long>> busy = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            busy.add(pool.callAsync(() -> {
                began.getAndAdd(1L);
                rest(gate, 1);
                return ProcessHandle.current().pid();
            }));
        }
        rest(began, 2);

        pool.resize(1);
        final int whileBusy = pool.stats().workers().size();
        gate.set(1);
        final long first = result(busy.get(0));
        final long second = result(busy.get(1));
        await(() -> pool.stats().workers().size() == 1 && children() == 1);
        pool.resize(2);
        await(() -> pool.stats().workers().stream()
                        .filter(worker -> worker.state() == WorkerStats.State.IDLE)
                        .count()
                == 2);

        assertThat(whileBusy).isEqualTo(2);
        assertThat(first).isNotEqualTo(second);
        assertThat(pool.map(List.of(1, 2, 3), item -> item)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldReplaceAWorkerWhenItHasMoreMemoryResidentThanItMay() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).memoryPerWorker(1));
        final long first = pool.call(() -> ProcessHandle.current().pid());

        await(() -> pool.call(() -> ProcessHandle.current().pid()) != first);

        assertThat(pool.stats().workersDied()).isZero();
    }

    // ---- back-pressure

    @Test
    void shouldWaitForRoomWhenAsManyTasksWaitAsMay() throws Exception {
        final ProcessPoolExecutor executor =
                pools.executor(ProcessPoolExecutor.builder().workers(1).maxPending(5));
        final SharedLong gate = pools.number();
        final List<CompletableFuture<Integer>> futures = new ArrayList<>();
        final CompletableFuture<Integer> submitter = new CompletableFuture<>();
        final Thread thread = new Thread(() -> {
            for (int i = 0; i < 300; i++) {
                final int item = i;
                final CompletableFuture<Integer> future = executor.submit(() -> {
                    rest(gate, 1);
                    return item;
                });
                synchronized (futures) {
                    futures.add(future);
                }
            }
            submitter.complete(300);
        });
        thread.start();

        await(() -> thread.getState() == Thread.State.WAITING);
        final int waiting = executor.stats().pending();
        gate.set(1);

        assertThat(waiting).isBetween(5, 6);
        assertThat(result(submitter)).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            assertThat(result(futures.get(i))).isEqualTo(i);
        }
    }

    @Test
    void shouldRefuseWhoWaitsForRoomWhenItIsShutDown() throws Exception {
        final ProcessPoolExecutor executor = pools.executor(
                ProcessPoolExecutor.builder().workers(1).maxPending(1).gracePeriod(SHORT));
        final CompletableFuture<Throwable> refused = new CompletableFuture<>();
        final Thread thread = new Thread(() -> {
            try {
                while (true) {
                    executor.submit(() -> {
                        Fault.hang();
                        return 0;
                    });
                }
            } catch (final RejectedExecutionException e) {
                refused.complete(e);
            }
        });
        thread.start();
        await(() -> thread.getState() == Thread.State.WAITING);

        executor.shutdownNow();

        assertThat(result(refused)).hasMessageContaining("shut down");
    }

    // ---- what it tells

    @Test
    void shouldTellThatWorkersAreReadyWhenNobodyHasSubmittedAnything() throws Exception {
        final ProcessPool pool = pools.pool(1);

        await(() -> pool.stats().workers().get(0).state() == WorkerStats.State.IDLE);
        final WorkerStats worker = pool.stats().workers().get(0);
        final String dump = result(pool.threadDump(worker.pid()));

        assertThat(dump).contains("tandem-worker-control");
        assertThat(worker.task()).isEmpty();
        assertThat(worker.tasks()).isZero();
    }

    @Test
    void shouldFailAThreadDumpWhenTheWorkerEndsBeforeItAnswers() throws Exception {
        final ProcessPool pool = pools.pool(1);
        await(() -> pool.stats().workers().get(0).state() == WorkerStats.State.IDLE);
        final long pid = pool.stats().workers().get(0).pid();
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();

        final CompletableFuture<String> dump = pool.threadDump(pid);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);

        assertThatThrownBy(() -> result(dump)).hasCauseInstanceOf(IllegalStateException.class);
    }

    /** What was cancelled stays in its ring until it comes to that. */
    @Test
    void shouldTakeTasksWhenAStoppedWorkerIsFullOfCancelledOnes() throws Exception {
        final ProcessPool pool = pools.pool(1);
        await(() -> pool.stats().workers().get(0).state() == WorkerStats.State.IDLE);
        final long pid = pool.stats().workers().get(0).pid();
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        final byte[] large = new byte[10_000];

        for (int i = 0; i < 100; i++) { // more than there is room for
            pool.callAsync(() -> large.length).cancel(true);
        }
        final CompletableFuture<Integer> last = pool.callAsync(() -> 7);
        new ProcessBuilder("kill", "-CONT", Long.toString(pid)).start().waitFor();

        assertThat(result(last)).isEqualTo(7);
    }

    @Test
    void shouldTellHowMuchMemoryAWorkerHasWhenItHasDoneATask() throws Exception {
        final ProcessPool pool = pools.pool(1);

        final long last = pool.call(() -> {
            final byte[] touched = new byte[LARGE];
            Arrays.fill(touched, (byte) 1);
            return (long) touched[LARGE - 1];
        });
        await(() -> pool.stats().workers().get(0).residentBytes() > 0);

        assertThat(last).isOne();
        assertThat(pool.stats().workers().get(0).residentBytes()).isBetween((long) LARGE, 1L << 40);
    }
}
