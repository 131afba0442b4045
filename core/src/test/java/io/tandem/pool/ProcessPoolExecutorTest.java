package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static io.tandem.pool.TestPools.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteRunnable;
import io.tandem.value.SharedLong;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an {@link java.util.concurrent.ExecutorService} promises, kept by worker processes; all of it on one executor. */
@Timeout(60)
class ProcessPoolExecutorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestPools pools = TestPools.ofClass();

    private static ProcessPoolExecutor executor;

    @BeforeAll
    static void makeExecutor() {
        executor = pools.executor(ProcessPoolExecutor.builder().workers(2).gracePeriod(Duration.ofMillis(200)));
    }

    private static <V> V result(final Future<V> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    // ---- submit and execute

    @Test
    void shouldHaveTheResultWhenATaskIsSubmittedInAnyForm() throws Exception {
        final SharedLong ran = pools.number();
        final Callable<String> callable = (Callable<String> & Serializable) () -> "callable";
        final Runnable runnable = (Runnable & Serializable) () -> ran.getAndAdd(1L);
        final RemoteRunnable remote = () -> ran.getAndAdd(10L);

        assertThat(result(executor.submit(() -> "remote"))).isEqualTo("remote");
        assertThat(result(executor.submit(callable))).isEqualTo("callable");
        assertThat(result(executor.submit(runnable))).isNull();
        assertThat(result(executor.submit(remote))).isNull();
        assertThat(result(executor.submit(runnable, "given"))).isEqualTo("given");
        assertThat(ran.get()).isEqualTo(12);
    }

    @Test
    void shouldCancelTheTaskWhenItsFutureHasAResultOfItsOwn() {
        final SharedLong state = pools.number();
        final Runnable runnable = (Runnable & Serializable) () -> {
            state.set(1);
            try {
                TimeUnit.MINUTES.sleep(10);
            } catch (final InterruptedException e) {
                state.set(2);
            }
        };
        final Future<String> future = executor.submit(runnable, "given");
        rest(state, 1);

        final boolean cancelled = future.cancel(true);

        assertThat(cancelled).isTrue();
        assertThat(future.isCancelled()).isTrue();
        await(() -> state.get() == 2);
    }

    @Test
    void shouldFailAsInAnyExecutorWhenATaskThrows() {
        final CompletableFuture<Object> unchecked = executor.submit(() -> {
            throw new IllegalStateException("unchecked");
        });
        final CompletableFuture<Object> checked = executor.submit(() -> {
            throw new IOException("checked");
        });

        assertThatThrownBy(() -> result(unchecked))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unchecked");
        assertThatThrownBy(() -> result(checked))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class);
        assertThat(checked.isDone()).isTrue();
        assertThat(checked.isCancelled()).isFalse();
    }

    @Test
    void shouldGiveExceptionsToTheHandlerWhenATaskIsOnlyExecuted() throws Exception {
        final CompletableFuture<Throwable> caught = new CompletableFuture<>();
        final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> caught.complete(thrown));
        try {
            executor.execute((Runnable & Serializable) () -> {
                throw new IllegalStateException("nobody asks");
            });

            assertThat(result(caught)).isInstanceOf(IllegalStateException.class).hasMessage("nobody asks");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void shouldTakeATaskWhenItsCallerIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        final CompletableFuture<Integer> future = executor.submit(() -> 5);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result(future)).isEqualTo(5);
    }

    @Test
    void shouldRefuseNullWhenATaskIsAskedFor() {
        assertThatThrownBy(() -> executor.submit((RemoteCallable<Object>) null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.invokeAll(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> executor.invokeAny(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldRunEachTaskOnceWhenManyThreadsSubmit() throws Exception {
        final SharedLong sum = pools.number();
        final List<CompletableFuture<Integer>> threads = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            threads.add(CompletableFuture.supplyAsync(
                    () -> {
                        final List<CompletableFuture<Long>> futures = new ArrayList<>();
                        for (int j = 0; j < 500; j++) {
                            futures.add(executor.submit(() -> sum.getAndAdd(1L)));
                        }
                        return (int) futures.stream()
                                .map(CompletableFuture::join)
                                .distinct()
                                .count();
                    },
                    work -> new Thread(work, "submits").start()));
        }

        for (final CompletableFuture<Integer> thread : threads) {
            assertThat(result(thread)).isEqualTo(500);
        }
        assertThat(sum.get()).isEqualTo(2_000);
    }

    @Test
    void shouldNotHoldUpOthersWhenAStepOfOneFutureWaitsForAnother() throws Exception {
        for (int i = 0; i < 300; i++) {
            final int item = i;

            final CompletableFuture<Integer> chained = executor.submit(() -> item)
                    .thenApply(value -> executor.submit(() -> value + 1).join());

            assertThat(result(chained)).isEqualTo(item + 1);
        }
    }

    // ---- invokeAll, invokeAny

    private static <V> Callable<V> travelling(final RemoteCallable<V> task) {
        return task;
    }

    @Test
    void shouldHaveAllDoneInOrderWhenAllAreInvoked() throws Exception {
        final List<Callable<Integer>> tasks =
                List.of(travelling(() -> 1), travelling(() -> Math.floorDiv(10, 0)), travelling(() -> 3));

        final List<Future<Integer>> futures = executor.invokeAll(tasks);

        assertThat(futures).hasSize(3).allMatch(Future::isDone);
        assertThat(futures.get(0).get()).isEqualTo(1);
        assertThatThrownBy(() -> futures.get(1).get()).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(futures.get(2).get()).isEqualTo(3);
        assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    void shouldCancelWhatIsNotDoneWhenAllAreInvokedForSomeTime() throws Exception {
        final SharedLong interrupted = pools.number();
        final List<Callable<Integer>> tasks = List.of(travelling(() -> 1), travelling(() -> {
            try {
                TimeUnit.MINUTES.sleep(10);
            } catch (final InterruptedException e) {
                interrupted.set(1);
            }
            return 2;
        }));

        result(executor.submit(() -> 0)); // a worker is there: its start isn't to take the time
        final List<Future<Integer>> futures = executor.invokeAll(tasks, 2, TimeUnit.SECONDS);

        assertThat(futures).hasSize(2).allMatch(Future::isDone);
        assertThat(futures.get(0).get()).isEqualTo(1);
        assertThat(futures.get(1).isCancelled()).isTrue();
        await(() -> interrupted.get() == 1);
    }

    @Test
    void shouldHaveTheFirstResultWhenAnyIsInvoked() throws Exception {
        final SharedLong began = pools.number();
        final SharedLong interrupted = pools.number();
        final List<Callable<Integer>> tasks = List.of(
                travelling(() -> Math.floorDiv(10, 0)),
                travelling(() -> {
                    began.set(1);
                    try {
                        TimeUnit.MINUTES.sleep(10);
                    } catch (final InterruptedException e) {
                        interrupted.set(1);
                    }
                    return 2;
                }),
                travelling(() -> {
                    rest(began, 1);
                    return 3;
                }));

        final int first = executor.invokeAny(tasks);

        assertThat(first).isEqualTo(3);
        await(() -> interrupted.get() == 1);
    }

    @Test
    void shouldFailWhenNoneSucceedsOfThoseOfWhichAnyIsInvoked() {
        final List<Callable<Integer>> failing =
                List.of(travelling(() -> Math.floorDiv(10, 0)), travelling(() -> Math.floorDiv(20, 0)));
        final List<Callable<Integer>> slow = List.of(travelling(() -> {
            TimeUnit.MINUTES.sleep(10);
            return 1;
        }));

        assertThatThrownBy(() -> executor.invokeAny(failing))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> executor.invokeAny(slow, 50, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> executor.invokeAny(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- what can't run elsewhere

    @Test
    void shouldSayWhatToWriteInsteadWhenATaskCannotTravel() {
        final Callable<Integer> callable = () -> 1;
        final Runnable runnable = () -> {};
        final FutureTask<Integer> futureTask = new FutureTask<>(callable);
        final ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(executor);

        assertThatThrownBy(() -> executor.submit(callable))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("RemoteCallable");
        assertThatThrownBy(() -> executor.submit(runnable))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("RemoteRunnable");
        assertThatThrownBy(() -> executor.submit(runnable, 1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.execute(runnable)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.submit(futureTask))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("submit what it calls");
        assertThatThrownBy(() -> service.submit(callable))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("Futures.asCompleted");
        assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> 1, executor))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("executor.submit(task)");
        assertThatThrownBy(() -> result(CompletableFuture.completedFuture(1).thenApplyAsync(value -> value, executor)))
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> executor.invokeAll(List.of(travelling(() -> 1), callable)))
                .isInstanceOf(RejectedExecutionException.class);
    }

    // ---- several futures

    @Test
    void shouldTellWhichAreDoneWhenSeveralAreWaitedFor() throws Exception {
        final SharedLong gate = pools.number();
        final CompletableFuture<Integer> quick = executor.submit(() -> 1);
        final CompletableFuture<Integer> slow = executor.submit(() -> {
            rest(gate, 1);
            return 2;
        });
        final List<CompletableFuture<Integer>> both = List.of(slow, quick, quick);

        final var any = Futures.waitAny(both, LIMIT);
        final var inTime = Futures.waitAll(both, Duration.ofMillis(20));
        final var looked = Futures.waitAll(List.of(slow), Duration.ZERO);
        gate.set(1);
        final var all = Futures.waitAll(both);
        final List<CompletableFuture<Integer>> completed =
                Futures.asCompleted(both, LIMIT).toList();

        assertThat(any.done()).containsExactly(quick);
        assertThat(any.notDone()).containsExactly(slow);
        assertThat(inTime.notDone()).containsExactly(slow);
        assertThat(looked.done()).isEmpty();
        assertThat(all.done()).containsExactly(slow, quick);
        assertThat(all.notDone()).isEmpty();
        assertThat(completed).containsExactlyInAnyOrder(slow, quick);
    }

    @Test
    void shouldWaitNoLongerWhenOneHasFailedOrTheTimeIsUp() throws Exception {
        final SharedLong gate = pools.number();
        final CompletableFuture<Integer> slow = executor.submit(() -> {
            rest(gate, 1);
            return 2;
        });
        final CompletableFuture<Integer> failing = executor.submit(() -> Math.floorDiv(10, 0));

        final var waited = Futures.waitAllOrFailure(List.of(slow, failing), LIMIT);
        final Stream<CompletableFuture<Integer>> late = Futures.asCompleted(List.of(slow), Duration.ofMillis(20));

        assertThat(waited.done()).containsExactly(failing);
        assertThat(waited.notDone()).containsExactly(slow);
        assertThatThrownBy(late::toList)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("1 of 1");
        gate.set(1);
        assertThat(result(slow)).isEqualTo(2);
    }

    // ---- options of tasks

    @Test
    void shouldEndATaskWhenItsTimeIsUp() throws Exception {
        final SharedLong interrupted = pools.number();
        final TaskOptions limited = TaskOptions.DEFAULT.timeLimit(Duration.ofMillis(100));

        final CompletableFuture<Integer> future = executor.submit(limited, () -> {
            try {
                TimeUnit.MINUTES.sleep(10);
            } catch (final InterruptedException e) {
                interrupted.set(CurrentTask.get().orElseThrow().isCancelled() ? 2 : 1);
            }
            return 0;
        });
        final CompletableFuture<Boolean> quick = executor.submit(
                limited,
                () -> CurrentTask.get().orElseThrow().timeLeft().orElseThrow().compareTo(Duration.ofMillis(100)) <= 0);

        assertThatThrownBy(() -> result(future))
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("100 ms");
        await(() -> interrupted.get() == 2);
        assertThat(result(quick)).isTrue();
    }

    @Test
    void shouldRunAgainWhenItsWorkerDiedAndItMay() throws Exception {
        final SharedLong runs = pools.number();

        final CompletableFuture<Integer> again = executor.submit(TaskOptions.DEFAULT.retries(1), () -> {
            if (runs.getAndAdd(1L) == 0) {
                Runtime.getRuntime().halt(Fault.HALT_CODE);
            }
            return CurrentTask.get().orElseThrow().attempt();
        });

        assertThat(result(again)).isEqualTo(2);
        assertThat(executor.stats().retried()).isPositive();
        assertThat(executor.stats().workersDied()).isPositive();
    }

    @Test
    void shouldRunTheMoreImportantFirstWhenAllWait() throws Exception {
        final SharedLong gate = pools.number();
        final SharedLong order = pools.number();
        final List<CompletableFuture<Integer>> busy = new ArrayList<>();
        for (int i = 0; i < 600; i++) { // more than can be at the workers
            busy.add(executor.submit(() -> {
                rest(gate, 1);
                return 0;
            }));
        }
        final List<CompletableFuture<Long>> ordinary = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ordinary.add(executor.submit(() -> order.getAndAdd(1L)));
        }

        final CompletableFuture<Long> important =
                executor.submit(TaskOptions.DEFAULT.priority(1), () -> order.getAndAdd(1L));
        gate.set(1);

        assertThat(result(important)).isZero();
        assertThat(ordinary.stream().map(CompletableFuture::join)).allMatch(at -> at > 0);
        assertThat(busy.stream().map(CompletableFuture::join)).containsOnly(0);
    }

    // ---- over items

    @Test
    void shouldMapLazilyWhenItemsAreGiven() {
        final List<Integer> items = IntStream.range(0, 100).boxed().toList();

        try (Stream<Integer> doubled = executor.map(items, item -> 2 * item);
                Stream<Integer> sums = executor.map(items, items.subList(0, 50), (first, second) -> first + second)) {
            assertThat(doubled.toList())
                    .isEqualTo(items.stream().map(item -> 2 * item).toList());
            assertThat(sums.toList())
                    .isEqualTo(
                            items.subList(0, 50).stream().map(item -> 2 * item).toList());
        }
    }

    @Test
    void shouldGiveUpTheRestWhenAStreamIsClosed() throws Exception {
        final SharedLong ran = pools.number();

        try (Stream<Long> results =
                executor.map(IntStream.range(0, 100_000).boxed().toList(), item -> ran.getAndAdd(1L))) {
            assertThat(results.limit(3).toList()).hasSize(3);
        }
        result(executor.submit(() -> 0));

        assertThat(ran.get()).isLessThan(50_000);
    }

    // ---- what it tells

    @Test
    void shouldTellWhatThreadsDoWhenAWorkerIsBusyOrIdle() throws Exception {
        final SharedLong state = pools.number();
        final CompletableFuture<Long> busy = executor.submit(() -> {
            state.set(ProcessHandle.current().pid());
            while (state.get() > 0) {
                LockSupport.parkNanos(1_000);
            }
            return ProcessHandle.current().pid();
        });
        rest(state, 1);
        final long pid = state.get();

        final String whileBusy = result(executor.threadDump(pid));
        final PoolStats stats = executor.stats();
        state.set(0);
        result(busy);
        await(() -> executor.stats().workers().stream()
                .anyMatch(worker -> worker.pid() == pid && worker.state() == WorkerStats.State.IDLE));
        final String whileIdle = result(executor.threadDump(pid));

        assertThat(whileBusy).contains("ProcessPoolExecutorTest").contains("RUNNABLE");
        assertThat(stats.workers()).anySatisfy(worker -> {
            assertThat(worker.pid()).isEqualTo(pid);
            assertThat(worker.state()).isEqualTo(WorkerStats.State.BUSY);
            assertThat(worker.task()).isPresent();
            assertThat(worker.tasks()).isPositive();
        });
        assertThat(whileIdle).contains("main").doesNotContain("ProcessPoolExecutorTest");
        assertThatThrownBy(() -> result(executor.threadDump(1)))
                .hasMessageContaining("no worker with pid 1")
                .hasMessageContaining("stats()");
    }
}
