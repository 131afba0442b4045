package io.tandem.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.CrashingJvm;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are killed before each of their stores to shared memory and each of their system calls, one after the other. */
@Timeout(120)
class PoolCrashPointTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    /** One in so many is tried. */
    private static final int STEPS_IN = LONG ? 1 : 23;

    private static final long MOST_STEPS = 3_000;
    private static final int ITEMS = 7;

    @RegisterExtension
    final TestPools pools = TestPools.ofTest();

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void shouldLoseAndDoubleNothingWhenAWorkerDiesAtAnyStep(final int retries) throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final SharedLong step = pools.number();
        step.set(1 + random.nextInt(STEPS_IN));
        final ProcessPool pool = pools.pool(ProcessPool.builder()
                .workers(1)
                .retries(retries)
                .jvmOptions(CrashingJvm.OPTION)
                .initializer(() -> CrashingJvm.dieIn(step.getAndAdd(STEPS_IN))));
        long died = -1;

        while (died != pool.stats().workersDied()) {
            died = pool.stats().workersDied();
            try (SharedLongArray begun =
                    SharedLongArray.builder(2 * ITEMS).domain(pools.domain()).create()) {
                final List<ItemOutcome<Integer>> outcomes = new ArrayList<>(map(pool, begun, 0, 3));
                outcomes.addAll(map(pool, begun, ITEMS, 1));
                check(outcomes, begun, retries, "step " + step.get() + ", seed " + seed);
            }
            assertThat(step.get()).as("steps, seed %d", seed).isLessThan(MOST_STEPS);
        }

        assertThat(died).as("deaths, seed %d", seed).isGreaterThan(3);
    }

    private static List<ItemOutcome<Integer>> map(
            final ProcessPool pool, final SharedLongArray begun, final int base, final int chunk)
            throws InterruptedException {
        final List<Integer> items = IntStream.range(base, base + ITEMS).boxed().toList();
        return pool.over(items).chunkSize(chunk).mapOutcomes(item -> {
            begun.getAndIncrement(item);
            return item * 2;
        });
    }

    private static void check(
            final List<ItemOutcome<Integer>> outcomes,
            final SharedLongArray begun,
            final int retries,
            final String description) {
        assertThat(outcomes).as(description).hasSize(2 * ITEMS);
        for (int item = 0; item < outcomes.size(); item++) {
            final ItemOutcome<Integer> outcome = outcomes.get(item);
            if (outcome.isSuccess()) {
                assertThat(outcome.get()).as(description).isEqualTo(2 * item);
                assertThat(begun.get(item)).as(description).isPositive();
            } else {
                assertThat(outcome.failure()).as(description).get().isInstanceOf(WorkerDiedException.class);
                assertThat(retries).as(description).isZero();
            }
            if (retries == 0) {
                assertThat(begun.get(item)).as("%s: begun", description).isLessThanOrEqualTo(1);
            }
        }
    }
}
