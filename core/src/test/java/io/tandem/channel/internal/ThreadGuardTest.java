package io.tandem.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ThreadGuardTest {
    private static final long LIMIT_SECONDS = 60;

    private final ThreadGuard guard = new ThreadGuard("send on");

    private static <T> T elsewhere(final Supplier<T> action) throws Exception {
        return CompletableFuture.supplyAsync(action).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void shouldRefuseOtherThreadsWhenAClaimOutlivesItsCall() throws Exception {
        final String own = Thread.currentThread().getName();
        guard.enter();
        guard.enter();
        guard.exit();

        assertThat(elsewhere(guard::tryEnter)).isFalse();
        assertThatThrownBy(() -> elsewhere(() -> {
                    guard.enter();
                    return 0;
                }))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("send on", "\"" + own + "\"");
    }

    @Test
    void shouldLetOthersInWhenEveryEntryWasLeft() throws Exception {
        guard.enter();
        guard.enter();
        guard.exit();
        guard.exit();

        assertThat(elsewhere(guard::tryEnter)).isTrue();
        assertThat(guard.tryEnter()).isFalse();
    }

    @Test
    void shouldRefuseANestedCallWhenTyped() {
        guard.enter();

        final boolean entered = guard.tryEnter();

        assertThat(entered).isFalse();
        assertThat(guard.misuse()).hasMessageContaining("from inside of its own call");
    }
}
