package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static io.tandem.pool.TestPools.rest;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.TestDomain;
import io.tandem.value.SharedLong;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pools and workers that end while there is work at them. */
@Timeout(120)
class PoolEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @RegisterExtension
    final TestPools pools = TestPools.ofTest();

    @Test
    void shouldEndWhenAWorkerGetsIdleBesideABusyOneThatIsTerminated() throws Exception {
        final SharedLong begun = pools.number();
        final SharedLong gate = pools.number();
        final ProcessPool pool = pools.pool(ProcessPool.builder()
                .workers(2)
                .gracePeriod(LIMIT)
                .initializer(() -> Runtime.getRuntime().addShutdownHook(new Thread(() -> rest(gate, 2)))));
        final PoolItems<Integer> items =
                pool.over(IntStream.range(0, 32).boxed().toList()).chunkSize(16);
        final CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            try {
                items.forEach(item -> {
                    if (item % 16 == 0) {
                        begun.getAndAdd(1);
                    }
                    rest(gate, item < 16 ? 1 : 3);
                });
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await(() -> begun.get() == 2);

        pool.terminate();
        gate.set(1);
        await(() -> pool.stats().workers().stream().anyMatch(worker -> worker.done() > 0));
        gate.set(2);
        CompletableFuture.runAsync(pool::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThatThrownBy(call::get).hasRootCauseInstanceOf(CancellationException.class);
    }

    @Test
    void shouldFailWhenNoWorkerCanBeMade() throws Exception {
        try (ProcessPoolExecutor executor =
                ProcessPoolExecutor.builder().domain(pools.domain()).create()) {
            TestDomain.deleteTree(pools.directory());

            final CompletableFuture<Integer> future = executor.submit(() -> 1);

            assertThatThrownBy(() -> future.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(PoolFailedException.class)
                    .hasMessageContaining("can't make one");
            CompletableFuture.runAsync(executor::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
