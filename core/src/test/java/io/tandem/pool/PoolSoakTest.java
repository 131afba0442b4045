package io.tandem.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.LeakWatcher;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random work, random deaths and random cancels, for a while; each task is accounted for, and nothing is left. */
@Timeout(3_600)
class PoolSoakTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final Duration DURATION = LONG ? Duration.ofMinutes(5) : Duration.ofSeconds(6);
    private static final int CANCELS = LONG ? 100_000 : 10_000;
    private static final int RECYCLED = LONG ? 200 : 6;
    private static final int THREADS = 3;
    private static final int MOST_TASKS = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(10);

    @RegisterExtension
    final TestPools pools = TestPools.ofTest();

    private final long seed = System.nanoTime();
    private final Executor threads = action -> new Thread(action, "soak").start();
    private Set<String> threadsBefore;

    @BeforeEach
    void lookAtThreads() {
        threadsBefore = threadNames();
    }

    private static Set<String> threadNames() {
        return Set.copyOf(Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("pool") || name.contains("stderr") || name.equals("soak"))
                .toList());
    }

    private void await(final Callable<Boolean> condition) {
        Awaitility.await("seed " + seed)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .atMost(LIMIT)
                .until(condition);
    }

    // ---- deaths

    /** What has come of the tasks of one thread. */
    private record Account(int results, int deaths) {}

    @Test
    void shouldAccountForEachTaskOnceWhenWorkersAreKilledAtRandom() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2).gracePeriod(Duration.ofMillis(500)));
        try (SharedLongArray runs =
                SharedLongArray.builder(MOST_TASKS).domain(pools.domain()).create()) {
            final AtomicInteger numbers = new AtomicInteger();
            final AtomicInteger kills = new AtomicInteger();
            final AtomicBoolean over = new AtomicBoolean();
            final long end = System.nanoTime() + DURATION.toNanos();
            final List<CompletableFuture<Account>> accounts = new ArrayList<>();

            for (int i = 0; i < THREADS; i++) {
                final Random random = new Random(seed + i);
                accounts.add(CompletableFuture.supplyAsync(() -> work(pool, runs, random, numbers, end), threads));
            }
            final CompletableFuture<Void> killer =
                    CompletableFuture.runAsync(() -> killAtRandom(pool, kills, over), threads);
            int results = 0;
            int deaths = 0;
            for (final CompletableFuture<Account> account : accounts) {
                final Account its = account.get(DURATION.plus(LIMIT).toSeconds(), TimeUnit.SECONDS);
                results += its.results;
                deaths += its.deaths;
            }
            over.set(true);
            killer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            System.out.println("seed " + seed + ": " + results + " results, " + deaths + " deaths of tasks, "
                    + kills.get() + " kills");
            assertThat(results + deaths).as("seed %d", seed).isEqualTo(numbers.get());
            assertThat(kills.get()).as("seed %d", seed).isPositive();
            assertThat(results).as("seed %d", seed).isPositive();
            assertThat(pool.call(() -> 1)).isOne();
            // whatever was run was run once, but for what was told as dead
            long ran = 0;
            for (int i = 0; i < numbers.get(); i++) {
                assertThat(runs.get(i)).as("runs of task %d, seed %d", i, seed).isBetween(0L, 1L);
                ran += runs.get(i);
            }
            assertThat(ran).as("seed %d", seed).isBetween((long) results, (long) results + deaths);
        }
    }

    private Account work(
            final ProcessPool pool,
            final SharedLongArray runs,
            final Random random,
            final AtomicInteger numbers,
            final long end) {
        int results = 0;
        int deaths = 0;
        try {
            while (System.nanoTime() < end && numbers.get() < MOST_TASKS - 10_000) {
                final Account its = random.nextBoolean()
                        ? singles(pool, runs, random, numbers)
                        : chunks(pool, runs, random, numbers);
                results += its.results;
                deaths += its.deaths;
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Account(results, deaths);
    }

    private static int run(final SharedLongArray runs, final int number, final long nanos) {
        runs.getAndAdd(number, 1);
        final long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
        return number;
    }

    private Account singles(
            final ProcessPool pool, final SharedLongArray runs, final Random random, final AtomicInteger numbers) {
        final int count = 1 + random.nextInt(50);
        final int first = numbers.getAndAdd(count);
        final long nanos = random.nextInt(300_000);
        final List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int number = first + i;
            futures.add(pool.callAsync(() -> run(runs, number, nanos)));
        }
        int deaths = 0;
        for (int i = 0; i < count; i++) {
            final int number = first + i;
            try {
                assertThat(futures.get(i).join()).as("seed %d", seed).isEqualTo(number);
                assertThat(runs.get(number))
                        .as("task %d, seed %d", number, seed)
                        .isOne();
            } catch (final CompletionException e) {
                assertThat(e.getCause()).as("seed %d", seed).isInstanceOf(WorkerDiedException.class);
                deaths++;
            }
        }
        return new Account(count - deaths, deaths);
    }

    private Account chunks(
            final ProcessPool pool, final SharedLongArray runs, final Random random, final AtomicInteger numbers)
            throws InterruptedException {
        final int count = 1 + random.nextInt(500);
        final int first = numbers.getAndAdd(count);
        final long nanos = random.nextInt(30_000);
        PoolItems<Integer> items =
                pool.over(IntStream.range(first, first + count).boxed().toList());
        if (random.nextBoolean()) {
            items = items.chunkSize(1 + random.nextInt(100));
        }
        final List<ItemOutcome<Integer>> outcomes = items.mapOutcomes(number -> run(runs, number, nanos));
        int deaths = 0;
        assertThat(outcomes).as("seed %d", seed).hasSize(count);
        for (int i = 0; i < count; i++) {
            final ItemOutcome<Integer> outcome = outcomes.get(i);
            assertThat(outcome.index()).as("seed %d", seed).isEqualTo(i);
            if (outcome.isSuccess()) {
                assertThat(outcome.get()).as("seed %d", seed).isEqualTo(first + i);
                assertThat(runs.get(first + i))
                        .as("item %d, seed %d", first + i, seed)
                        .isOne();
            } else {
                assertThat(outcome.failure()).as("seed %d", seed).containsInstanceOf(WorkerDiedException.class);
                deaths++;
            }
        }
        return new Account(count - deaths, deaths);
    }

    private void killAtRandom(final ProcessPool pool, final AtomicInteger kills, final AtomicBoolean over) {
        final Random random = new Random(seed - 1);
        while (!over.get()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(500)));
            final List<WorkerStats> workers = pool.stats().workers();
            if (workers.isEmpty()) {
                continue;
            }
            final WorkerStats victim = workers.get(random.nextInt(workers.size()));
            final boolean mayBeKilled =
                    victim.pid() != 0 && (victim.state() != WorkerStats.State.STARTING || random.nextInt(4) == 0);
            if (mayBeKilled
                    && ProcessHandle.of(victim.pid())
                            .map(ProcessHandle::destroyForcibly)
                            .orElse(false)) {
                kills.incrementAndGet();
            }
        }
    }

    // ---- cancels

    @Test
    void shouldRunOrCancelEachTaskWhenTheyAreCancelledAtRandomInstants() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2).gracePeriod(Duration.ofSeconds(20)));
        final SharedLong ran = pools.number();
        final SharedLong finished = pools.number();
        final Random random = new Random(seed);
        long results = 0;
        long cancels = 0;

        int left = CANCELS;
        while (left > 0) {
            final List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                final int item = i;
                final boolean sleeps = random.nextInt(20) == 0;
                futures.add(pool.callAsync(() -> {
                    ran.getAndAdd(1L);
                    if (sleeps) {
                        TimeUnit.MICROSECONDS.sleep(300);
                    }
                    finished.getAndAdd(1L);
                    return item;
                }));
            }
            for (int i = 0; i < 200; i++) {
                final CompletableFuture<Integer> future = futures.get(random.nextInt(futures.size()));
                if (random.nextBoolean()) {
                    LockSupport.parkNanos(random.nextInt(2_000));
                }
                future.cancel(random.nextBoolean());
            }
            for (int i = 0; i < futures.size(); i++) {
                try {
                    assertThat(futures.get(i).join()).as("seed %d", seed).isEqualTo(i);
                    results++;
                } catch (final CancellationException e) {
                    cancels++;
                }
            }
            left -= 200;
        }

        final long died = pool.stats().workersDied();
        pool.close();
        System.out.println("seed " + seed + ": " + results + " results, " + cancels + " cancelled");
        assertThat(results + cancels).as("seed %d", seed).isEqualTo(CANCELS);
        assertThat(cancels).as("seed %d", seed).isPositive();
        assertThat(finished.get()).as("seed %d", seed).isGreaterThanOrEqualTo(results);
        assertThat(ran.get()).as("seed %d", seed).isLessThanOrEqualTo(CANCELS);
        assertThat(died).as("seed %d", seed).isZero();
    }

    // ---- churn

    @Test
    void shouldLeaveNothingWhenWorkersComeAndGo() throws Exception {
        final ProcessPool pool = pools.pool(ProcessPool.builder().workers(2).tasksPerWorker(1));
        final List<Integer> items = IntStream.range(0, RECYCLED).boxed().toList();
        pool.map(List.of(0, 1), item -> item); // everything that stays is there by then
        await(() -> pool.stats().workers().stream()
                        .filter(worker -> worker.state() == WorkerStats.State.IDLE)
                        .count()
                == 2);
        System.gc();
        final int before = LeakWatcher.snapshot().size();
        final long memoryBefore = memory();

        final List<Long> pids = pool.over(items)
                .chunkSize(1)
                .map(item -> ProcessHandle.current().pid());

        assertThat(pids).doesNotHaveDuplicates().hasSize(RECYCLED);
        await(() -> {
            System.gc(); // mappings go with the garbage
            return pool.stats().workers().stream()
                                    .filter(worker -> worker.state() == WorkerStats.State.IDLE)
                                    .count()
                            == 2
                    && LeakWatcher.snapshot().size() <= before;
        });
        assertThat(memory() - memoryBefore).isLessThan(20L << 20);
        pool.close();
        await(() -> threadsBefore.containsAll(withoutHelpers(threadNames())));
    }

    /** Without those that end by themselves after some seconds. */
    private static Set<String> withoutHelpers(final Set<String> names) {
        return Set.copyOf(names.stream()
                .filter(name -> !name.startsWith("tandem-pool-helper-") && !name.startsWith("tandem-pool-timer-"))
                .toList());
    }

    private static long memory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
