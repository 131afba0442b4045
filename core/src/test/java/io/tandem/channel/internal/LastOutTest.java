package io.tandem.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LastOutTest {
    /** More than a close waits. */
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final AtomicInteger looks = new AtomicInteger();

    /** Succeeds at the second look. */
    private boolean secondLook() {
        return looks.incrementAndGet() == 2;
    }

    private BooleanSupplier stoppedDuringTheFirstLook() {
        return () -> {
            final long start = System.nanoTime();
            while (looks.get() == 0 && System.nanoTime() - start < LONG_NANOS) {
                Thread.onSpinWait();
            }
            return secondLook();
        };
    }

    @Test
    void shouldLookOnceMoreWhenTheTimeWasUpAtTheFirstLook() {
        final BooleanSupplier finish = stoppedDuringTheFirstLook();

        final boolean done = LastOut.close(finish, () -> false);

        assertThat(done).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void shouldLookOnceMoreWhenWhoLeavesFindsSomebodyInside() {
        final boolean done = LastOut.leave(this::secondLook);

        assertThat(done).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void shouldNotWaitForItselfWhenTheCloserIsInside() {
        final BooleanSupplier neverDone = () -> looks.incrementAndGet() < 0;

        final boolean done = LastOut.close(neverDone, () -> true);

        assertThat(done).isFalse();
        assertThat(looks).hasValue(1);
    }

    @Test
    void shouldLookNoMoreWhenItIsDone() {
        final boolean done = LastOut.leave(() -> looks.incrementAndGet() == 1);

        assertThat(done).isTrue();
        assertThat(looks).hasValue(1);
    }
}
