package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedPipe;
import io.tandem.function.RemoteFunction;
import io.tandem.process.ChildProcess;
import io.tandem.segment.NotTransferableException;
import io.tandem.value.SharedLong;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One pool after the other, each with real workers. */
@Timeout(120)
class ProcessPoolTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final TestPools pools = TestPools.ofTest();

    // ---- results

    @Test
    void shouldKeepTheOrderOfItemsWhenAFunctionIsMapped() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        final List<Integer> items = IntStream.range(0, 5_000).boxed().toList();

        final List<Integer> doubled = pool.map(items, item -> item * 2);

        assertThat(doubled).isEqualTo(items.stream().map(item -> item * 2).toList());
    }

    @Test
    void shouldBringEveryKindOfValueWhenItTravelsThereAndBack() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        final List<Object> items = Arrays.asList(
                1, 2L, 3.0, 'c', "text", "漢字", true, null, List.of(1, 2), new Point(3, 4), "x".repeat(300_000));

        final List<Object> back = pool.map(items, item -> item);
        final double[] large = pool.map(List.of(new double[100_000]), array -> {
                    array[99_999] = 7;
                    return array;
                })
                .get(0);

        assertThat(back).isEqualTo(items);
        assertThat(large).hasSize(100_000).endsWith(7);
    }

    @Test
    void shouldPairItemsUpToTheShorterWhenTwoSourcesAreMapped() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));

        final List<String> pairs =
                pool.map(Arrays.asList("a", null, "c"), List.of(1, 2, 3, 4), (first, second) -> first + second);

        assertThat(pairs).containsExactly("a1", "null2", "c3");
    }

    @Test
    void shouldReadOnlySomeAheadWhenTheSourceIsEndless() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        final int[] read = {0};
        final Iterable<Integer> endless = () -> Stream.generate(() -> read[0]++).iterator();

        final List<Integer> first;
        try (Stream<Integer> results = pool.stream(endless, item -> item + 1)) {
            first = results.limit(10).toList();
        }

        assertThat(first).isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
        assertThat(read[0]).isLessThan(5_000);
    }

    @Test
    void shouldHandOutTheQuickFirstWhenTheOrderDoesNotMatter() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        final SharedLong gate = pools.number();

        final List<Integer> came = new ArrayList<>();
        try (gate;
                Stream<Integer> results = pool.streamUnordered(List.of(0, 1, 2), item -> {
                    while (item == 0 && gate.get() == 0) {
                        Thread.onSpinWait();
                    }
                    return item;
                })) {
            results.forEach(item -> {
                came.add(item);
                if (came.size() == 2) {
                    gate.set(1);
                }
            });
        }

        assertThat(came).hasSize(3).endsWith(0);
    }

    @Test
    void shouldShareObjectsWhenATaskCapturesAHandle() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        final SharedLong sum = pools.number();
        pool.forEach(IntStream.rangeClosed(1, 100).boxed().toList(), item -> sum.getAndAdd(item));
        final long seen = pool.call(() -> sum.get());

        assertThat(seen).isEqualTo(5050);
    }

    @Test
    void shouldHaveASharedObjectWhenATaskReturnsOne() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));

        try (SharedLong made = pool.call(() -> {
            final SharedLong value = SharedLong.create();
            value.set(42);
            return value;
        })) {
            assertThat(made.get()).isEqualTo(42);
        }
    }

    // ---- failures of one task

    @Test
    void shouldTellTheTasksOwnExceptionWhenItThrows() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));

        assertThatThrownBy(() -> pool.map(List.of(2, 0, 1), divisor -> 10 / divisor))
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("Item 1")
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> pool.call(() -> {
                    throw new IOException("no such page");
                }))
                .isInstanceOf(TaskFailedException.class)
                .hasRootCauseMessage("no such page");
        assertThat(pool.callAsync(() -> "next").join()).isEqualTo("next");
    }

    @Test
    void shouldFailOneTaskWhenItsResultCannotTravel() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));

        final CompletableFuture<Object> bad = pool.callAsync(Object::new);
        final CompletableFuture<Integer> good = pool.callAsync(() -> 5);

        assertThatThrownBy(bad::get).hasCauseInstanceOf(NotTransferableException.class);
        assertThat(good.get()).isEqualTo(5);
    }

    @Test
    void shouldFailOneTaskWhenSomethingOfItCannotBeDecoded() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        final Poison argument = new Poison(true);

        final CompletableFuture<Object> there = pool.callAsync(() -> argument);
        final CompletableFuture<Object> back = pool.callAsync(() -> new Poison(false));

        assertThatThrownBy(there::get).rootCause().hasMessage("poisoned in a worker");
        assertThatThrownBy(back::get).rootCause().hasMessage("poisoned at home");
        assertThat(pool.callAsync(() -> 6).get()).isEqualTo(6);
    }

    @Test
    void shouldRefuseInTheCallWhenAFunctionCannotTravel() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        final Object captured = new Object();

        assertThatThrownBy(() -> pool.callAsync(captured::hashCode)).isInstanceOf(NotTransferableException.class);
        assertThatThrownBy(() -> pool.callAsync(() -> captured.hashCode()))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("captured argument 1 of the lambda in ProcessPoolTest");
        assertThatThrownBy(() -> pool.map(List.of(1), item -> captured.hashCode()))
                .isInstanceOf(NotTransferableException.class)
                .hasRootCauseInstanceOf(NotSerializableException.class);
    }

    @Test
    void shouldRefuseAnEndOfAPipeWhenATaskCapturesOne() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        try (var pipe = SharedPipe.builder(String.class, String.class)
                        .domain(pools.domain())
                        .create();
                var end = pipe.second()) {
            assertThatThrownBy(() -> pool.callAsync(() -> end.receive()))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageContaining("SharedQueue");
            assertThat(end.isClosed()).isFalse();
        }
    }

    // ---- deaths

    @Test
    void shouldFailExactlyTheTaskThatRanWhenItsWorkerDies() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));

        final CompletableFuture<Integer> exits = pool.callAsync(() -> exit(3));
        final List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            final int item = i;
            others.add(pool.callAsync(() -> item));
        }

        assertThatThrownBy(exits::get).cause().isInstanceOfSatisfying(WorkerDiedException.class, died -> {
            assertThat(died.exitCode()).isEqualTo(3);
            assertThat(died.standardErrorTail()).contains("last words");
            assertThat(died.deaths()).isOne();
        });
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).get()).isEqualTo(i);
        }
    }

    private static int exit(final int code) {
        System.err.println("last words");
        System.exit(code);
        return code;
    }

    @Test
    void shouldGoOnWhenWorkersAreKilledInTheMiddleOfAMap() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2).retries(5));
        final List<Integer> items = IntStream.range(0, 2_000).boxed().toList();
        final SharedLong worker = pools.number();
        final CompletableFuture<List<Integer>> results = pool.mapAsync(items, item -> {
            worker.set(ProcessHandle.current().pid());
            busy(200_000);
            return -item;
        });

        for (int i = 0; i < 3; i++) {
            await(() -> worker.get() != 0);
            ProcessHandle.of(worker.getAndSet(0)).ifPresent(ProcessHandle::destroyForcibly);
        }

        assertThat(results.get(60, TimeUnit.SECONDS))
                .isEqualTo(items.stream().map(item -> -item).toList());
    }

    private static void busy(final long nanos) {
        final long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldTellHowOftenWorkersDiedWhenATaskKillsEachOne() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).retries(1));

        final CompletableFuture<Integer> poison = pool.callAsync(() -> {
            Runtime.getRuntime().halt(9);
            return 0;
        });

        assertThatThrownBy(poison::get)
                .cause()
                .isInstanceOfSatisfying(
                        WorkerDiedException.class,
                        died -> assertThat(died.deaths()).isEqualTo(2));
        assertThat(pool.callAsync(() -> 1).join()).isEqualTo(1);
    }

    @Test
    void shouldFailOnceWithItsCauseWhenTheInitializerThrows() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2).initializer(() -> {
            throw new IOException("no database");
        }));

        assertThatThrownBy(() -> pool.call(() -> 1))
                .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining("no database"));
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThatThrownBy(() -> pool.callAsync(() -> 1))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasCauseInstanceOf(PoolFailedException.class));
    }

    @Test
    void shouldFailWhenWorkersCannotStart() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).jvmOptions("-XX:NoSuchOption"));

        assertThatThrownBy(() -> pool.callAsync(() -> 1).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PoolFailedException.class)
                .hasStackTraceContaining("NoSuchOption");
    }

    // ---- control

    @Test
    void shouldReplaceWorkersWhenTheyHaveDoneTheirTasks() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).tasksPerWorker(2));

        final List<Long> pids = pool.map(
                Collections.nCopies(5, 0), item -> ProcessHandle.current().pid());

        assertThat(Set.copyOf(pids)).hasSize(3);
    }

    @Test
    void shouldRunInTheInitializedWorkerWhenThereIsAnInitializer() throws Exception {
        final ProcessPool pool = pools.pool(
                ProcessPool.builder().workers(1).initializer(() -> System.setProperty("tandem.test", "set")));

        final String value = pool.call(() -> System.getProperty("tandem.test"));

        assertThat(value).isEqualTo("set");
    }

    @Test
    void shouldInterruptATaskWhenItsFutureIsCancelled() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        final SharedLong state = pools.number();
        final CompletableFuture<Integer> sleeper = pool.callAsync(() -> {
            state.set(1);
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException e) {
                state.set(2);
            }
            return 0;
        });
        await(() -> state.get() == 1);

        final boolean cancelled = sleeper.cancel(true);

        assertThat(cancelled).isTrue();
        assertThatThrownBy(sleeper::get).isInstanceOf(CancellationException.class);
        await(() -> state.get() == 2);
        assertThat(pool.call(() -> 3)).isEqualTo(3);
    }

    @Test
    void shouldKillTheWorkerWhenACancelledTaskGoesOn() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).gracePeriod(Duration.ofMillis(50)));
        final SharedLong started = pools.number();
        final CompletableFuture<Integer> endless = pool.callAsync(() -> {
            started.set(1);
            while (true) {
                Thread.onSpinWait();
            }
        });
        await(() -> started.get() == 1);

        endless.cancel(true);

        assertThat(pool.call(() -> 4)).isEqualTo(4);
    }

    @Test
    void shouldNotRunATaskWhenItWasCancelledBeforeItsTurn() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1));
        final SharedLong gate = pools.number();
        final SharedLong ran = pools.number();
        final CompletableFuture<Integer> first = pool.callAsync(() -> {
            while (gate.get() == 0) {
                Thread.onSpinWait();
            }
            return 1;
        });
        final CompletableFuture<Long> second = pool.callAsync(() -> ran.getAndAdd(1L));

        final boolean cancelled = second.cancel(false);
        gate.set(1);

        assertThat(cancelled).isTrue();
        assertThat(first.get()).isEqualTo(1);
        assertThat(pool.call(() -> ran.get())).isZero();
    }

    @Test
    void shouldFinishWhatWasBegunWhenItIsClosed() {
        final List<CompletableFuture<Integer>> futures = new ArrayList<>();
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        for (int i = 0; i < 20; i++) {
            final int item = i;
            futures.add(pool.callAsync(() -> {
                busy(5_000_000);
                return item;
            }));
        }

        pool.close();

        assertThat(futures.stream().map(CompletableFuture::join))
                .isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThatThrownBy(() -> pool.callAsync(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("shut down");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void shouldDropWorkWhenItIsTerminated() {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(1).gracePeriod(Duration.ofMillis(100)));
        final CompletableFuture<Integer> endless = pool.callAsync(() -> {
            while (true) {
                Thread.onSpinWait();
            }
        });

        pool.terminate();
        pool.close();

        assertThatThrownBy(endless::get).isInstanceOf(CancellationException.class);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void shouldHaveFewerWorkersWhenItIsResized() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        pool.map(List.of(1, 2), item -> item);

        pool.resize(1);

        await(() -> ProcessHandle.current().children().count() == 1);
        assertThat(pool.map(List.of(1, 2), item -> item)).containsExactly(1, 2);
    }

    @Test
    void shouldGiveWaitingTasksToAnIdleWorkerWhenTheirsIsBusy() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2));
        final SharedLong gate = pools.number();
        final RemoteFunction<Integer, Integer> function = item -> {
            while (item == 0 && gate.get() < 9) {
                Thread.onSpinWait();
            }
            gate.getAndAdd(1);
            return item;
        };

        final List<Integer> results = pool.map(IntStream.range(0, 10).boxed().toList(), function);

        assertThat(results).hasSize(10);
    }

    @Test
    void shouldRefuseNonsenseWhenOptionsAreGiven() {
        final ProcessPool.Builder builder = ProcessPool.builder();

        assertThatThrownBy(() -> builder.workers(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.tasksPerWorker(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.retries(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.name("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.gracePeriod(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Something serializable. */
    record Point(int x, int y) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Can be written, and not be read: in a worker, or where the pool is. */
    static final class Poison implements Serializable {
        private static final long serialVersionUID = 1L;

        private final boolean inWorker;

        Poison(final boolean inWorker) {
            this.inWorker = inWorker;
        }

        private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            final boolean isWorker = ChildProcess.parent().isPresent();
            if (isWorker == inWorker) {
                throw new IOException(isWorker ? "poisoned in a worker" : "poisoned at home");
            }
        }
    }
}
