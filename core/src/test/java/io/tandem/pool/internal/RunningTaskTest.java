package io.tandem.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.TestDomain;
import io.tandem.value.SharedLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is interrupted, with tasks within tasks; all on one thread. */
class RunningTaskTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private final RunningTask running = new RunningTask(Thread.currentThread());
    private SharedLongArray words;

    @BeforeEach
    void begin() {
        words = SharedLongArray.builder(BoardDescriptor.LENGTH)
                .domain(domain.get())
                .create();
    }

    @AfterEach
    void end() {
        Thread.interrupted();
        words.close();
    }

    private WorkerTask task(final long number) {
        return new WorkerTask(Frame.of(FrameDescriptor.TASK, 0, number), new Board(words), 0);
    }

    @Test
    void shouldKeepAnInterruptForTheOuterTaskWhenItCameJustBeforeAnInnerOne() {
        running.begin(task(1));
        running.interrupt(1);

        final WorkerTask outer = running.begin(task(2));
        final boolean innerIsInterrupted = Thread.currentThread().isInterrupted();
        running.end(outer);

        assertThat(innerIsInterrupted).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void shouldForgetAnInterruptWhenNoTaskRan() {
        Thread.currentThread().interrupt();

        running.begin(task(1));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldInterruptNobodyWhenTheTaskIsOver() {
        final WorkerTask none = running.begin(task(1));
        running.end(none);

        running.interrupt(1);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
