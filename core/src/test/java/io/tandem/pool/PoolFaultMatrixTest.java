package io.tandem.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.pool.Charge.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that may go wrong in a task, whenever it does and whoever submits it: it costs that task alone. */
@Timeout(60)
class PoolFaultMatrixTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration HANGS_FOR = Duration.ofMillis(200);
    private static final TaskOptions HANGS = TaskOptions.DEFAULT.timeLimit(HANGS_FOR);
    private static final int NEIGHBOURS = 6;
    private static final int GUILTY = 3;

    @RegisterExtension
    static final TestPools pools = TestPools.ofClass();

    private static ProcessPool pool;
    private static ProcessPoolExecutor executor;

    /** How a task comes to a worker. */
    enum Way {
        CALL {
            @Override
            List<CompletableFuture<Object>> run(final List<Object> items, final boolean limited) {
                return each(
                        items,
                        item -> limited
                                ? pool.callAsync(HANGS, () -> Charge.run(item))
                                : pool.callAsync(() -> Charge.run(item)));
            }
        },
        MAP {
            @Override
            List<CompletableFuture<Object>> run(final List<Object> items, final boolean limited)
                    throws InterruptedException {
                PoolItems<Object> all = pool.over(items);
                if (limited) {
                    all = all.timeLimit(HANGS_FOR);
                }
                final List<CompletableFuture<Object>> futures = new ArrayList<>();
                for (final ItemOutcome<Object> outcome : all.mapOutcomes(Charge::run)) {
                    futures.add(
                            outcome.isSuccess()
                                    ? CompletableFuture.completedFuture(outcome.get())
                                    : CompletableFuture.failedFuture(
                                            outcome.failure().orElseThrow()));
                }
                return futures;
            }
        },
        SUBMIT {
            @Override
            List<CompletableFuture<Object>> run(final List<Object> items, final boolean limited) {
                return each(
                        items,
                        item -> limited
                                ? executor.submit(HANGS, () -> Charge.run(item))
                                : executor.submit(() -> Charge.run(item)));
            }
        };

        abstract List<CompletableFuture<Object>> run(List<Object> items, boolean limited) throws InterruptedException;

        private static List<CompletableFuture<Object>> each(
                final List<Object> items, final Function<Object, CompletableFuture<Object>> submission) {
            final List<CompletableFuture<Object>> futures = new ArrayList<>();
            items.forEach(item -> futures.add(submission.apply(item)));
            return futures;
        }

        PoolStats stats() {
            return this == SUBMIT ? executor.stats() : pool.stats();
        }
    }

    @BeforeAll
    static void makePools() {
        pool = pools.pool(
                ProcessPool.builder().workers(2).gracePeriod(HANGS_FOR).jvmOptions("-Xmx48m"));
        executor = pools.executor(
                ProcessPoolExecutor.builder().workers(2).gracePeriod(HANGS_FOR).jvmOptions("-Xmx48m"));
    }

    static Stream<Arguments> cells() {
        final List<Arguments> cells = new ArrayList<>();
        for (final Moment moment : Moment.values()) {
            for (final Fault fault : Fault.values()) {
                for (final Way way : Way.values()) {
                    // what hangs or ends the caller isn't the pool's
                    if (moment != Moment.RESULT_IS_DECODED
                            || fault == Fault.THROW
                            || fault == Fault.ERROR
                            || fault == Fault.STACK) {
                        cells.add(Arguments.of(fault, moment, way));
                    }
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} while {1}, {2}")
    @MethodSource("cells")
    void shouldFailOneTaskAloneWhenItsFaultStrikes(final Fault fault, final Moment moment, final Way way)
            throws Exception {
        final List<Object> items = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            items.add(i == GUILTY ? new Charge(fault, moment) : i);
        }
        final List<Long> before = pids(way);

        final List<CompletableFuture<Object>> futures = way.run(items, fault == Fault.HANG);
        final Throwable failure = failure(futures.get(GUILTY));
        final Object next = way.run(List.of("next"), false).get(0).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        requireFailure(failure, fault, moment, way);
        for (int i = 0; i < NEIGHBOURS; i++) {
            if (i != GUILTY) {
                assertThat(futures.get(i).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo(i);
            }
        }
        assertThat(next).isEqualTo("next");
        requireWorkers(before, fault, way);
    }

    private static Throwable failure(final CompletableFuture<?> future) {
        return future.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .handle((value, thrown) -> {
                    assertThat(thrown).as("instead of %s", value).isNotNull();
                    return thrown instanceof CompletionException ? thrown.getCause() : thrown;
                })
                .join();
    }

    private static void requireFailure(final Throwable failure, final Fault fault, final Moment moment, final Way way) {
        if (fault.kills()) {
            requireDeath(failure, fault, way);
            return;
        }
        Throwable own = failure;
        if (way == Way.MAP) {
            assertThat(failure).isInstanceOfSatisfying(TaskFailedException.class, failed -> {
                assertThat(failed.index()).isEqualTo(GUILTY);
                assertThat(failed).hasMessageContaining("tem " + GUILTY);
            });
            own = failure.getCause();
        }
        switch (fault) {
            case THROW ->
                assertThat(root(own)).isInstanceOf(IllegalStateException.class).hasMessage("struck");
            case ERROR ->
                assertThat(root(own)).isInstanceOf(Fault.Unexpected.class).hasMessage("struck");
            case STACK -> assertThat(root(own)).isInstanceOf(StackOverflowError.class);
            case MEMORY -> assertThat(root(own)).isInstanceOf(OutOfMemoryError.class);
            default ->
                assertThat(own)
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining(HANGS_FOR.toMillis() + " ms")
                        .hasMessageContaining("pid ");
        }
        if (moment == Moment.RUNS) {
            assertThat(own).hasNoCause();
        }
    }

    private static Throwable root(final Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void requireDeath(final Throwable failure, final Fault fault, final Way way) {
        final int code = switch (fault) {
            case EXIT -> Fault.EXIT_CODE;
            case HALT -> Fault.HALT_CODE;
            default -> -9;
        };
        assertThat(failure).isInstanceOfSatisfying(WorkerDiedException.class, died -> {
            assertThat(died.exitCode()).isEqualTo(code);
            assertThat(died.deaths()).isOne();
            assertThat(died.standardErrorTail()).contains(Fault.WORDS);
            assertThat(died.pid()).isPositive();
            assertThat(died)
                    .hasMessageContaining("pid " + died.pid())
                    .hasMessageContaining(code < 0 ? "signal 9" : "exit code " + code)
                    .hasMessageContaining(Fault.WORDS);
            assertThat(ProcessHandle.of(died.pid())).isEmpty();
            if (way == Way.MAP) {
                assertThat(died).hasMessageContaining("item " + GUILTY);
            }
        });
    }

    private static List<Long> pids(final Way way) {
        final List<Long> pids = new ArrayList<>();
        TestPools.await(() -> {
            pids.clear();
            way.stats().workers().stream()
                    .filter(worker -> worker.state() == WorkerStats.State.IDLE)
                    .forEach(worker -> pids.add(worker.pid()));
            return way == Way.SUBMIT || !pids.isEmpty();
        });
        return pids;
    }

    /** The worker stays if it may, and goes if it must. */
    private static void requireWorkers(final List<Long> before, final Fault fault, final Way way) {
        final boolean stays = fault == Fault.THROW || fault == Fault.ERROR || fault == Fault.STACK;
        if (stays) {
            assertThat(way.stats().workers()).extracting(WorkerStats::pid).containsAll(before);
        } else {
            TestPools.await(() ->
                    way.stats().workers().stream().allMatch(worker -> worker.state() != WorkerStats.State.ENDING));
        }
    }
}
