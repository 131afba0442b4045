package io.tandem.channel;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** A queue of integers. */
public class QueueLincheckTest {
    /** Lincheck's scenarios, and runs of each. */
    private static final int SCENARIOS = Boolean.getBoolean("tandem.long") ? 100 : 5;

    private static final int RUNS = Boolean.getBoolean("tandem.long") ? 10_000 : 500;

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
        final StressOptions options = new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(RUNS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(One.class);

        LinChecker.check(QueueLincheckTest.class, options);
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
