package io.tandem.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.value.SharedLong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pools and workers that end while there is work at them. */
@Timeout(120)
class PoolEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    private final List<ProcessPool> pools = new ArrayList<>();

    private ProcessPool pool(final ProcessPool.Builder builder) {
        final ProcessPool pool = builder.domain(domain.get()).create();
        pools.add(pool);
        return pool;
    }

    private SharedLong shared() {
        return SharedLong.builder().domain(domain.get()).create();
    }

    @AfterEach
    void end() {
        for (final ProcessPool pool : pools) {
            pool.terminate();
            pool.close();
        }
        pools.clear(); // with what their initializers have captured
    }

    private static void awaitMore(final SharedLong value, final long than) {
        while (value.get() <= than) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldEndABusyWorkerWhenThePoolIsResizedAndItsTaskIsOver() throws Exception {
        final ProcessPool pool = pool(ProcessPool.builder().workers(2));
        try (SharedLong begun = shared();
                SharedLong gate = shared()) {
            final List<CompletableFuture<Integer>> busy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                busy.add(pool.callAsync(() -> {
                    begun.getAndAdd(1);
                    awaitMore(gate, 0);
                    return 1;
                }));
            }
            Awaitility.await().atMost(LIMIT).until(() -> begun.get() == 2);

            pool.resize(1);
            gate.set(1);

            assertThat(busy).allSatisfy(each -> assertThat(each.get()).isEqualTo(1));
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(ProcessHandle.current().children()).hasSize(1));
        }
    }

    @Test
    void shouldFinishWhatWaitsWhenWorkersAreReplacedWhileItIsClosed() throws Exception {
        final ProcessPool pool = pool(ProcessPool.builder().workers(1).tasksPerWorker(1));
        final List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final int item = i;
            futures.add(pool.callAsync(() -> item));
        }

        CompletableFuture.runAsync(pool::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(futures.stream().map(CompletableFuture::join)).containsExactly(0, 1, 2);
    }

    @Test
    void shouldFinishWhatWaitsWhenAWorkerDiesWhileItIsClosed() throws Exception {
        final ProcessPool pool = pool(ProcessPool.builder().workers(1));
        final CompletableFuture<Integer> deadly = pool.callAsync(() -> {
            Runtime.getRuntime().halt(3);
            return 0;
        });
        final CompletableFuture<Integer> next = pool.callAsync(() -> 1);

        CompletableFuture.runAsync(pool::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThatThrownBy(deadly::get).hasCauseInstanceOf(WorkerDiedException.class);
        assertThat(next.join()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenAWorkerGetsIdleBesideABusyOneThatIsTerminated() throws Exception {
        try (SharedLong begun = shared();
                SharedLong gate = shared()) {
            final ProcessPool pool = pool(ProcessPool.builder()
                    .workers(2)
                    .gracePeriod(LIMIT)
                    .initializer(() -> Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitMore(gate, 1)))));
            final PoolItems<Integer> items =
                    pool.over(IntStream.range(0, 32).boxed().toList()).chunkSize(16);
            final CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
                try {
                    items.forEach(item -> {
                        if (item % 16 == 0) {
                            begun.getAndAdd(1);
                        }
                        awaitMore(gate, item < 16 ? 0 : 2);
                    });
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().atMost(LIMIT).until(() -> begun.get() == 2);

            pool.terminate();
            gate.set(1);
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> pool.stats().workers().stream().anyMatch(worker -> worker.done() > 0));
            gate.set(2);
            CompletableFuture.runAsync(pool::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThatThrownBy(call::get).hasRootCauseInstanceOf(CancellationException.class);
        }
    }

    @Test
    void shouldFailWhenNoWorkerCanBeMade() throws Exception {
        try (ProcessPoolExecutor executor =
                ProcessPoolExecutor.builder().domain(domain.get()).create()) {
            TestDomain.deleteTree(domain.directory());

            final CompletableFuture<Integer> future = executor.submit(() -> 1);

            assertThatThrownBy(() -> future.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(PoolFailedException.class)
                    .hasMessageContaining("can't make one");
            CompletableFuture.runAsync(executor::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
