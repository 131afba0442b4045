package io.tandem.channel.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.channel.QueueClosedException;
import io.tandem.channel.SharedQueue;
import io.tandem.segment.internal.Words;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has waited for long goes first, and whoever has the turn and doesn't come loses it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnTest {
    private static final int ROUNDS = 8;
    private static final long SOMEBODY_STOPPED = 0x0000_0999_0000_0001L;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedQueue<String> queue;
    private Words control;

    @BeforeEach
    void create() {
        queue = SharedQueue.builder(String.class)
                .domain(domain.get())
                .capacityItems(1)
                .waitPolicy(WaitPolicy.SLEEP)
                .create();
        control = ((QueueHandle<String>) queue).memory.control;
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void shouldLetThePutGoFirstThatHasWaitedForLong() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            queue.put("there");
            final FutureTask<Void> patient = start(() -> {
                queue.put("patient");
                return null;
            });
            awaitTurn(QueueDescriptor.PUT_TURN_OFFSET);
            final FutureTask<Boolean> late = start(() -> queue.offer("late", 1, TimeUnit.MINUTES));
            await().pollInterval(Duration.ofMillis(1)).until(() -> queue.stats().waitingProducers() == 2);

            final String first = queue.take();
            final String second = queue.take();
            final String third = queue.take();

            assertThat(first + " " + second + " " + third).isEqualTo("there patient late");
            patient.get();
            assertThat(late.get()).isTrue();
        }
        assertThat(control.getLongVolatile(QueueDescriptor.PUT_TURN_OFFSET)).isZero();
    }

    @Test
    void shouldLetTheTakeGoFirstThatHasWaitedForLong() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            final FutureTask<String> patient = start(() -> queue.take());
            awaitTurn(QueueDescriptor.TAKE_TURN_OFFSET);
            final FutureTask<String> late = start(() -> queue.poll(1, TimeUnit.MINUTES));
            await().pollInterval(Duration.ofMillis(1)).until(() -> queue.stats().waitingConsumers() == 2);

            queue.put("first");
            queue.put("second");

            assertThat(patient.get() + " " + late.get()).isEqualTo("first second");
        }
        assertThat(control.getLongVolatile(QueueDescriptor.TAKE_TURN_OFFSET)).isZero();
    }

    @Test
    void shouldGoOnWhenWhoseTurnItIsDoesNotCome() throws Exception {
        control.putLongVolatile(QueueDescriptor.PUT_TURN_OFFSET, SOMEBODY_STOPPED);
        control.putLongVolatile(QueueDescriptor.TAKE_TURN_OFFSET, SOMEBODY_STOPPED);

        queue.put("one");
        final String taken = queue.take();

        assertThat(taken).isEqualTo("one");
        assertThat(control.getLongVolatile(QueueDescriptor.PUT_TURN_OFFSET)).isZero();
        assertThat(control.getLongVolatile(QueueDescriptor.TAKE_TURN_OFFSET)).isZero();
    }

    @Test
    void shouldHandOutWhatIsLeftWhenShutDownAndWhoseTurnItIsDoesNotCome() throws Exception {
        queue.put("one");
        control.putLongVolatile(QueueDescriptor.TAKE_TURN_OFFSET, SOMEBODY_STOPPED);
        queue.shutdown();

        final String taken = queue.take();

        assertThat(taken).isEqualTo("one");
        assertThatThrownBy(() -> queue.put("two")).isInstanceOf(QueueClosedException.class);
        assertThatThrownBy(() -> queue.take()).isInstanceOf(QueueClosedException.class);
    }

    @Test
    void shouldNotWaitForATurnWhenTheCallDoesNotWait() throws Exception {
        control.putLongVolatile(QueueDescriptor.PUT_TURN_OFFSET, SOMEBODY_STOPPED);
        control.putLongVolatile(QueueDescriptor.TAKE_TURN_OFFSET, SOMEBODY_STOPPED);

        final boolean offered = queue.offer("one");
        final String polled = queue.poll();
        final boolean offeredInTime = queue.offer("two", 1, TimeUnit.MILLISECONDS);
        final String polledInTime = queue.poll(1, TimeUnit.MILLISECONDS);

        assertThat(offered).isTrue();
        assertThat(polled).isEqualTo("one");
        assertThat(offeredInTime).isTrue();
        assertThat(polledInTime).isEqualTo("two");
    }

    private void awaitTurn(final int offset) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> control.getLongVolatile(offset) != 0);
    }

    private static <T> FutureTask<T> start(final Callable<T> call) {
        final FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        return task;
    }
}
