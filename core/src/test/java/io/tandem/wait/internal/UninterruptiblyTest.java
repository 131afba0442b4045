package io.tandem.wait.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done whatever interrupts it. */
class UninterruptiblyTest {
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private int interruptedTwice() throws InterruptedException {
        if (attempts.incrementAndGet() <= 2) {
            throw new InterruptedException("attempt " + attempts);
        }
        return attempts.get();
    }

    @Test
    void shouldGiveWhatThereIsAndKeepTheInterruptWhenItWasInterrupted() {
        final int given = Uninterruptibly.get(this::interruptedTwice);

        assertThat(given).isEqualTo(3);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void shouldKeepTheInterruptWhenItFailsAfterwards() {
        assertThatThrownBy(() -> Uninterruptibly.run(() -> {
                    interruptedTwice();
                    throw new IllegalStateException("in vain");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void shouldLeaveTheThreadAloneWhenNothingInterruptsIt() {
        Uninterruptibly.run(attempts::incrementAndGet);

        assertThat(attempts).hasValue(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
