package io.tandem.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.function.RemoteCallable;
import io.tandem.pool.TaskOptions;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may happen on a thread that reads results. */
@Timeout(120)
class ResultReaderTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    private PoolCore core;

    @BeforeEach
    void begin() {
        final ProcessPoolBuilder builder = new ProcessPoolBuilder();
        builder.workers(1).domain(domain.get());
        core = builder.core(true, PoolOptions.FOREVER);
    }

    @AfterEach
    void end() {
        core.terminate();
        new PoolOwner(core).close();
    }

    private <V> TaskFuture<V> submit(final RemoteCallable<V> function) {
        return TaskFuture.submit(core, TaskOptions.DEFAULT, function, false);
    }

    @Test
    void shouldReadOnWhenWhatDependsOnAResultWaitsForAnotherOne() throws Exception {
        final CompletableFuture<Integer> sum = new CompletableFuture<>();
        final RemoteCallable<Integer> function = () -> 1;
        final Completion waits = new Completion() {
            @Override
            public void arrived(final Task task, final Frame outcome) {
                final TaskFuture<Integer> first = submit(() -> 2);
                final TaskFuture<Integer> second = submit(() -> 3);
                sum.complete(first.join() + second.join());
            }

            @Override
            public void failed(final Task task, final int first, final int end, final Throwable reason) {
                sum.completeExceptionally(reason);
            }
        };

        core.submitAll(List.of(core.functions().task(function, waits, TaskOptions.DEFAULT, false)));

        assertThat(sum.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(5);
    }
}
