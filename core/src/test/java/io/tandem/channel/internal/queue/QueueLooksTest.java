package io.tandem.channel.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.channel.SharedQueue;
import io.tandem.segment.internal.SharedBuffers;
import io.tandem.testing.TestDomain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who looks at a queue's words without their lock, while another process changes them in between. */
class QueueLooksTest {
    private static final long DEAD = 999;
    private static final int DEAD_USER = 3;
    private static final int DEAD_ENTRY = QueueDescriptor.userOffset(DEAD_USER);
    private static final int LAST_ENTRY = QueueDescriptor.userOffset(QueueDescriptor.USERS - 1);

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** What another process does just before, and just behind, the first volatile read of a word. */
    private final Map<Integer, Runnable> before = new HashMap<>();

    private final Map<Integer, Runnable> behind = new HashMap<>();
    private SharedQueue<byte[]> queue;
    private QueueMemory memory;

    @BeforeEach
    void create() {
        final UnaryOperator<AtomicBuffer> others = SharedBuffers.decorate(this::interleaved);
        try {
            queue = SharedQueue.builder(byte[].class).domain(domain.get()).create();
        } finally {
            SharedBuffers.decorate(others);
        }
        memory = ((QueueHandle<byte[]>) queue).memory;
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private AtomicBuffer interleaved(final AtomicBuffer buffer) {
        return (AtomicBuffer) Proxy.newProxyInstance(
                QueueLooksTest.class.getClassLoader(),
                new Class<?>[] {AtomicBuffer.class},
                (proxy, method, arguments) -> {
                    final boolean look = method.getName().equals("getLongVolatile")
                            && buffer.capacity() == QueueDescriptor.CONTROL_LENGTH;
                    try {
                        if (look) {
                            run(before, (int) arguments[0]);
                        }
                        final Object result = method.invoke(buffer, arguments);
                        if (look) {
                            run(behind, (int) arguments[0]);
                        }
                        return result;
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void run(final Map<Integer, Runnable> actions, final int index) {
        final Runnable action = actions.remove(index);
        if (action != null) {
            action.run();
        }
    }

    @Test
    void shouldCountNothingTwiceWhenAUserIsSettledDuringTheSum() {
        deadUserThatFinished(1);
        before.put(QueueDescriptor.SETTLED_DONE_OFFSET, () -> {
            put(QueueDescriptor.SETTLING_DONE_OFFSET, 1);
            put(QueueDescriptor.SETTLING_OFFSET, DEAD_USER + 1);
            put(QueueDescriptor.SETTLED_DONE_OFFSET, 1);
        });
        behind.put(LAST_ENTRY + QueueDescriptor.USER_DONE, this::endSettling);

        final long during = new QueueUsers(memory).finished();
        endSettling();
        final long afterwards = new QueueUsers(memory).finished();

        assertThat(during).isEqualTo(1);
        assertThat(afterwards).isEqualTo(1);
    }

    @Test
    void shouldLookAgainWhenAUserWasSettledBetweenItsEntryAndTheSums() {
        deadUserThatFinished(1);
        before.put(DEAD_ENTRY + QueueDescriptor.USER_DONE, () -> {
            put(QueueDescriptor.SETTLED_DONE_OFFSET, 1);
            endSettling();
        });

        final long finished = new QueueUsers(memory).finished();

        assertThat(finished).isEqualTo(1);
    }

    private void deadUserThatFinished(final long items) {
        put(DEAD_ENTRY + QueueDescriptor.USER_PROCESS, DEAD);
        put(DEAD_ENTRY + QueueDescriptor.USER_TAKEN, items);
        put(DEAD_ENTRY + QueueDescriptor.USER_DONE, items);
    }

    private void endSettling() {
        put(DEAD_ENTRY + QueueDescriptor.USER_TAKEN, 0);
        put(DEAD_ENTRY + QueueDescriptor.USER_DONE, 0);
        put(DEAD_ENTRY + QueueDescriptor.USER_PROCESS, 0);
        put(QueueDescriptor.SETTLING_OFFSET, 0);
    }

    @Test
    void shouldNotTakeAShortSpareForTheLongOneThatStoodThereBefore() {
        final int entry = QueueDescriptor.spareOffset(0);
        put(entry + QueueDescriptor.SPARE_LENGTH, 2_000_000);
        behind.put(entry + QueueDescriptor.SPARE_LENGTH, () -> {
            put(entry + QueueDescriptor.SPARE_LENGTH, 200_000);
            put(entry + QueueDescriptor.SPARE_ID, 77);
        });

        final int found = new QueueSpares(memory).find(1_000_000);
        put(entry + QueueDescriptor.SPARE_ID, 0);

        assertThat(found).isEqualTo(-1);
    }

    @Test
    void shouldMarkDoneThroughAnyHandleOfTheProcessThatTook() throws Exception {
        queue.put(new byte[] {1});
        queue.take();

        final boolean first = new QueueUsers(memory).markDone(1);
        final boolean second = new QueueUsers(memory).markDone(1);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    private void put(final int offset, final long value) {
        memory.control.putLongVolatile(offset, value);
    }
}
