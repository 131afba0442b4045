package io.tandem.channel;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A queue of integers. */
public class QueueLincheckTest {
    private static final Pool<SharedQueue<Integer>> POOL = new Pool<>(() -> SharedQueue.builder(Integer.class)
            .capacityBytes(4096)
            .domain(StressDomain.FIRST)
            .create());

    private final SharedQueue<Integer> queue = POOL.next();

    {
        while (queue.poll() != null) {
            Thread.onSpinWait();
        }
    }

    @Operation
    public boolean offer(final int item) {
        return queue.offer(item);
    }

    @Operation
    public Integer poll() {
        return queue.poll();
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.stress(QueueLincheckTest.class, One.class);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private final java.util.ArrayDeque<Integer> queue = new java.util.ArrayDeque<>();

        public boolean offer(final int item) {
            return queue.offer(item);
        }

        public Integer poll() {
            return queue.poll();
        }
    }
}
