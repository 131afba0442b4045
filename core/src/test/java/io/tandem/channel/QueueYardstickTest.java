package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same random calls at a queue of the JDK and at a shared one, bounded by as many items: both answer the same. */
@SuppressWarnings("try") // closed without use
class QueueYardstickTest {
    private static final int CALLS = Boolean.getBoolean("tandem.long") ? 200_000 : 10_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** One call, at whichever queue. */
    private interface Call {
        Object at(BlockingQueue<Integer> queue) throws Exception;
    }

    @ParameterizedTest
    @CsvSource({"array, 1", "array, 4", "linked, 7"})
    void shouldAnswerAsTheJdkDoesWhenCalledAtRandom(final String kind, final int capacity) {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final BlockingQueue<Integer> yardstick =
                "array".equals(kind) ? new ArrayBlockingQueue<>(capacity) : new LinkedBlockingQueue<>(capacity);
        try (SharedQueue<Integer> queue = SharedQueue.builder(Integer.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .capacityItems(capacity)
                .create()) {
            for (int i = 0; i < CALLS; i++) {
                final int choice = random.nextInt(26);
                final boolean interrupted = random.nextInt(16) == 0;
                final Call call = call(choice, i, yardstick, capacity);

                final String expected = outcome(() -> call.at(yardstick), interrupted);
                final String actual = outcome(() -> call.at(queue), interrupted);

                assertThat(actual).as("seed %d, call %d: %d", seed, i, choice).isEqualTo(expected);
                assertThat(queue)
                        .as("seed %d, call %d: %d", seed, i, choice)
                        .satisfies(q -> assertThat(q.size()).isEqualTo(yardstick.size()));
            }
        }
    }

    /** What would wait for ever is called only when it needn't, or interrupted. */
    private static Call call(
            final int choice, final int item, final BlockingQueue<Integer> yardstick, final int capacity) {
        return switch (choice) {
            case 0, 1 -> queue -> queue.offer(item);
            case 2 -> queue -> queue.offer(item, 0, TimeUnit.SECONDS);
            case 3 -> queue -> queue.offer(item, 10, TimeUnit.MICROSECONDS);
            case 4 -> queue -> queue.offer(item, -5, TimeUnit.DAYS);
            case 5 -> queue -> queue.add(item);
            case 6 ->
                yardstick.remainingCapacity() > 0
                        ? queue -> {
                            queue.put(item);
                            return "put";
                        }
                        : BlockingQueue::size;
            case 7, 8 -> BlockingQueue::poll;
            case 9 -> queue -> queue.poll(0, TimeUnit.SECONDS);
            case 10 -> queue -> queue.poll(10, TimeUnit.MICROSECONDS);
            case 11 -> yardstick.isEmpty() ? BlockingQueue::isEmpty : BlockingQueue::take;
            case 12 -> BlockingQueue::remove;
            case 13 -> BlockingQueue::remainingCapacity;
            case 14 -> queue -> drained(queue, item % (capacity + 3) - 1);
            case 15 -> queue -> drained(queue, Integer.MAX_VALUE);
            case 16 -> queue -> queue.drainTo(null);
            case 17 -> queue -> queue.drainTo(null, 0);
            case 18 -> queue -> queue.drainTo(queue);
            case 19 -> queue -> queue.addAll(List.of(item, item + 1, item + 2));
            case 20 -> queue -> queue.addAll(item % 2 == 0 ? queue : null);
            case 21 -> queue -> queue.offer(null);
            case 22 ->
                queue -> {
                    queue.put(null);
                    return "put";
                };
            case 23 -> queue -> queue.offer(item, 1, null);
            case 24 -> queue -> queue.addAll(Arrays.asList(item, null));
            default ->
                item % 8 == 0
                        ? queue -> {
                            queue.clear();
                            return queue.isEmpty();
                        }
                        : queue -> queue.poll(0, null);
        };
    }

    private static List<Object> drained(final BlockingQueue<Integer> queue, final int limit) {
        final List<Object> target = new ArrayList<>();
        target.add(queue.drainTo(target, limit));
        return target;
    }

    /** What came of it: a value, or the class of an exception; and whether the thread is interrupted still. */
    private static String outcome(final Callable<Object> call, final boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        String result;
        try {
            result = String.valueOf(call.call());
        } catch (final Exception e) {
            result = e.getClass().getName();
        }
        return result + " " + Thread.interrupted();
    }
}
