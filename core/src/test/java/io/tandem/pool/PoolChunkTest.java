package io.tandem.pool;

import static io.tandem.pool.TestPools.await;
import static io.tandem.pool.TestPools.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteFunction;
import io.tandem.pool.Charge.Moment;
import io.tandem.value.SharedLong;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many items in one task: what goes wrong with one of them is no other one's business, as far as that can be. */
@Timeout(60)
class PoolChunkTest {
    private static final int CHUNK = 50;

    @RegisterExtension
    static final TestPools pools = TestPools.ofClass();

    /** One worker, so that it is known which one runs what. */
    private static ProcessPool one;

    private static ProcessPool two;

    @BeforeAll
    static void makePools() {
        one = pools.pool(ProcessPool.builder().workers(1).jvmOptions("-Xmx48m"));
        two = pools.pool(ProcessPool.builder().workers(2).jvmOptions("-Xmx48m"));
    }

    private static List<Integer> items(final int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Items of which one is something else. */
    private static List<Object> items(final int count, final int at, final Object item) {
        final List<Object> items = new ArrayList<>(items(count));
        items.set(at, item);
        return items;
    }

    // ---- deaths

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 27, 49, 50, 99, 119})
    void shouldFailNoItemThatWasNotBegunWhenAWorkerDies(final int deadly) throws Exception {
        final SharedLong begun = pools.number();
        final RemoteFunction<Integer, Integer> function = item -> {
            begun.getAndAdd(1L);
            if (item == deadly) {
                Runtime.getRuntime().halt(Fault.HALT_CODE);
            }
            return -item;
        };

        final List<ItemOutcome<Integer>> outcomes =
                one.over(items(120)).chunkSize(CHUNK).mapOutcomes(function);

        assertThat(outcomes).extracting(ItemOutcome::index).containsExactlyElementsOf(indices(120));
        final List<ItemOutcome<Integer>> failed =
                outcomes.stream().filter(outcome -> !outcome.isSuccess()).toList();
        // every item begun once: who lost a result isn't run again, who wasn't begun is
        assertThat(begun.get()).isEqualTo(120);
        assertThat(failed).isNotEmpty();
        assertThat(failed.get(failed.size() - 1).index()).isEqualTo(deadly);
        for (final ItemOutcome<Integer> outcome : failed) {
            assertThat(outcome.index() / CHUNK).isEqualTo(deadly / CHUNK);
            assertThat(outcome.index()).isLessThanOrEqualTo(deadly);
            assertThat(outcome.failure()).containsInstanceOf(WorkerDiedException.class);
        }
        for (final ItemOutcome<Integer> outcome : outcomes) {
            if (outcome.isSuccess()) {
                assertThat(outcome.get()).isEqualTo((int) -outcome.index());
            }
        }
    }

    private static List<Long> indices(final int count) {
        return IntStream.range(0, count).mapToObj(index -> (long) index).toList();
    }

    @Test
    void shouldKeepResultsThatWereToldWhenAWorkerDiesLater() throws Exception {
        final SharedLong told = pools.number();
        final List<Integer> came = Collections.synchronizedList(new ArrayList<>());

        final List<ItemOutcome<Integer>> outcomes = one.over(items(CHUNK))
                .chunkSize(CHUNK)
                .progress((done, total) -> told.set(done))
                .mapOutcomes(item -> {
                    if (item == 30) {
                        rest(told, 30);
                        Runtime.getRuntime().halt(Fault.HALT_CODE);
                    }
                    return item;
                });
        outcomes.stream().filter(ItemOutcome::isSuccess).forEach(outcome -> came.add(outcome.get()));

        assertThat(came).hasSize(CHUNK - 1).doesNotContain(30);
    }

    @Test
    void shouldRunAgainWhatLostItsWorkerAndTellTheGuiltyWhichTimeItIs() throws Exception {
        final List<List<Long>> results = one.over(items(120))
                .chunkSize(CHUNK)
                .retries(2)
                .map(item -> {
                    final CurrentTask task = CurrentTask.get().orElseThrow();
                    if (item == 77 && task.attempt() < 3) {
                        Runtime.getRuntime().halt(Fault.HALT_CODE);
                    }
                    return List.of((long) item, task.index(), (long) task.attempt());
                });

        for (int i = 0; i < 120; i++) {
            assertThat(results.get(i)).containsExactly((long) i, (long) i, i == 77 ? 3L : 1L);
        }
    }

    @Test
    void shouldFailOneItemAloneWhenItKillsAsManyWorkersAsItMay() throws Exception {
        final List<ItemOutcome<Integer>> outcomes = one.over(items(60))
                .chunkSize(CHUNK)
                .retries(1)
                .mapOutcomes(item -> {
                    if (item == 20) {
                        Fault.kill();
                    }
                    return item;
                });

        for (int i = 0; i < 60; i++) {
            assertThat(outcomes.get(i).isSuccess()).isEqualTo(i != 20);
        }
        assertThat(outcomes.get(20).failure())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(WorkerDiedException.class, died -> {
                            assertThat(died.deaths()).isEqualTo(2);
                            assertThat(died.exitCode()).isEqualTo(-9);
                        })
                        .hasMessageContaining("item 20")
                        .hasMessageContaining("isn't tried again"));
    }

    // ---- other failures

    @ParameterizedTest
    @EnumSource(Moment.class)
    void shouldCostOneItemWhenItThrows(final Moment moment) throws Exception {
        final List<Object> items = items(120, 70, new Charge(Fault.THROW, moment));

        final List<ItemOutcome<Object>> outcomes =
                one.<Object>over(items).chunkSize(CHUNK).mapOutcomes(Charge::run);

        assertThat(outcomes).hasSize(120);
        for (int i = 0; i < 120; i++) {
            if (i == 70) {
                assertThat(outcomes.get(i).failure())
                        .hasValueSatisfying(failure -> assertThat(failure)
                                .isInstanceOf(TaskFailedException.class)
                                .hasMessageContaining("tem 70")
                                .rootCause()
                                .hasMessage("struck"));
            } else {
                assertThat(outcomes.get(i).get()).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldReplaceTheWorkerWhenAnItemRunsOutOfMemory() throws Exception {
        final long before = one.call(() -> ProcessHandle.current().pid());
        final List<Object> items = items(CHUNK, 10, new Charge(Fault.MEMORY, Moment.RUNS));

        final List<ItemOutcome<Object>> outcomes =
                one.<Object>over(items).chunkSize(CHUNK).mapOutcomes(Charge::run);
        await(() -> ProcessHandle.of(before).isEmpty());

        assertThat(outcomes).filteredOn(outcome -> !outcome.isSuccess()).hasSize(1);
        assertThat(outcomes.get(10).failure())
                .hasValueSatisfying(failure -> assertThat(failure).hasCauseInstanceOf(OutOfMemoryError.class));
        assertThat(one.call(() -> ProcessHandle.current().pid())).isNotEqualTo(before);
    }

    @Test
    void shouldStopTheRestWhenAnItemFails() {
        final SharedLong begun = pools.number();

        assertThatThrownBy(() -> one.over(items(10_000)).chunkSize(CHUNK).map(item -> {
                    if (item == 3) {
                        throw new IllegalStateException("enough");
                    }
                    begun.getAndAdd(1L);
                    TimeUnit.MILLISECONDS.sleep(1);
                    return item;
                }))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failed -> assertThat(failed.index()).isEqualTo(3))
                .hasRootCauseMessage("enough");

        one.callAsync(() -> 0).join(); // what was begun is over then
        final long first = begun.get();
        assertThat(first).isLessThan(9_000);
        one.callAsync(() -> 0).join();
        assertThat(begun.get()).isEqualTo(first);
    }

    @Test
    void shouldInterruptNoOtherItemWhenOneLeavesItsThreadInterrupted() throws Exception {
        final List<Boolean> interrupted = one.over(items(CHUNK))
                .chunkSize(CHUNK)
                .map(item -> {
                    final boolean was = Thread.currentThread().isInterrupted();
                    Thread.currentThread().interrupt();
                    return was;
                });

        assertThat(interrupted).hasSize(CHUNK).containsOnly(false);
    }

    // ---- slow ones

    @Test
    void shouldTellResultsBeforeASlowItemWhenTheyAreInItsChunk() {
        final SharedLong taken = pools.number();
        final List<Integer> came = new ArrayList<>();

        try (Stream<Integer> results = one.over(items(20)).chunkSize(20).streamUnordered(item -> {
            if (item == 10) {
                rest(taken, 10);
            }
            return item;
        })) {
            results.forEach(item -> {
                came.add(item);
                taken.getAndAdd(1L);
            });
        }

        assertThat(came).containsExactlyElementsOf(items(20));
    }

    @Test
    void shouldTellResultsBeforeAnItemWhoseOwnResultTakesLongToBeWritten() {
        final SharedLong taken = pools.number();
        final List<Object> came = new ArrayList<>();

        try (Stream<Object> results = one.<Object>over(new ArrayList<Object>(items(20)))
                .chunkSize(20)
                .streamUnordered(item -> item.equals(10) ? new SlowResult(taken) : item)) {
            results.forEach(item -> {
                came.add(item);
                taken.getAndAdd(1L);
            });
        }

        assertThat(came).hasSize(20).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /** Isn't written before others have come. */
    static final class SlowResult implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final long BEFORE = 10;
        private final transient SharedLong taken;

        SlowResult(final SharedLong taken) {
            this.taken = taken;
        }

        private void writeObject(final ObjectOutputStream out) throws IOException {
            rest(taken, BEFORE);
            out.defaultWriteObject();
        }
    }

    @Test
    void shouldGiveItemsBehindASlowOneToAnIdleWorkerWhenTheyAreInItsChunk() throws Exception {
        final SharedLong done = pools.number();

        final List<Long> pids = two.over(items(40)).chunkSize(40).map(item -> {
            if (item == 5) {
                rest(done, 39);
            }
            done.getAndAdd(1L);
            return ProcessHandle.current().pid();
        });

        assertThat(pids).hasSize(40);
        assertThat(pids.subList(6, 40)).doesNotContain(pids.get(5));
    }

    // ---- what travels in chunks

    record Pair(int number, String text) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldBringBackEveryKindOfValueInOrderWhenTheyAreMixed() throws Exception {
        final List<Object> kinds = Arrays.asList(
                null,
                1,
                2L,
                3.5,
                1.5f,
                'c',
                true,
                (short) 7,
                (byte) 8,
                "text",
                "漢字",
                List.of(1, List.of()),
                new Pair(3, "four"),
                "x".repeat(40_000),
                Pair.class);
        final List<Object> items = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            items.addAll(kinds);
        }

        final List<Object> back = two.over(items).chunkSize(CHUNK).map(item -> item);

        assertThat(back).isEqualTo(items);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 32_767})
    void shouldKeepTheOrderWhateverTheSizeOfChunks(final int size) throws Exception {
        final List<Integer> items = items(2_000);

        final List<Long> indices = two.over(items)
                .chunkSize(size)
                .map(item -> CurrentTask.get().orElseThrow().index() + item);

        assertThat(indices).isEqualTo(items.stream().map(item -> 2L * item).toList());
    }

    @Test
    void shouldBringNumbersWhenAllAreOfOneKindOrOneIsNull() throws Exception {
        final List<Double> doubles =
                IntStream.range(0, 500).mapToObj(i -> i / 3.0).toList();
        final List<Long> withNull = new ArrayList<>(indices(500));
        withNull.set(250, null);

        final List<Double> sameDoubles = two.over(doubles).chunkSize(CHUNK).map(item -> item);
        final List<Long> sameLongs = two.over(withNull).chunkSize(CHUNK).map(item -> item);
        final List<Object> nothing = two.over(items(500)).chunkSize(CHUNK).map(item -> null);

        assertThat(sameDoubles).isEqualTo(doubles);
        assertThat(sameLongs).isEqualTo(withNull);
        assertThat(nothing).hasSize(500).containsOnlyNulls();
    }

    @Test
    void shouldBringLargeValuesWhenTheyAreAmongSmallOnes() throws Exception {
        final List<Object> items = new ArrayList<>(items(60));
        items.set(7, new int[100_000]);
        items.set(8, new double[70_000]);
        items.set(30, "y".repeat(400_000));

        final List<Object> back = two.over(items).chunkSize(CHUNK).map(item -> {
            if (item instanceof int[] numbers) {
                numbers[99_999] = 5;
            }
            return item;
        });

        assertThat((int[]) back.get(7)).hasSize(100_000).endsWith(5);
        assertThat((double[]) back.get(8)).hasSize(70_000);
        assertThat(back.get(30)).isEqualTo(items.get(30));
        assertThat(back.get(59)).isEqualTo(59);
    }

    @Test
    void shouldShareObjectsWhenTheyAreAmongItemsAndResults() throws Exception {
        final List<Object> items = new ArrayList<>(items(60));
        final SharedLong first = pools.number();
        final SharedLong second = pools.number();
        items.set(3, first);
        items.set(44, List.of(second, "with it"));
        items.set(59, first);

        final List<Object> back = two.over(items).chunkSize(20).map(item -> {
            if (item instanceof SharedLong number) {
                number.getAndAdd(1L);
            } else if (item instanceof List<?> list && list.get(0) instanceof SharedLong number) {
                number.getAndAdd(10L);
            }
            return item;
        });

        assertThat(first.get()).isEqualTo(2);
        assertThat(second.get()).isEqualTo(10);
        assertThat(back.subList(4, 44)).isEqualTo(items.subList(4, 44));
        try (SharedLong third = (SharedLong) back.get(3);
                SharedLong fourth = (SharedLong) ((List<?>) back.get(44)).get(0);
                SharedLong fifth = (SharedLong) back.get(59)) {
            third.set(100);
            fourth.set(200);
            assertThat(first.get()).isEqualTo(100);
            assertThat(second.get()).isEqualTo(200);
            assertThat(fifth.get()).isEqualTo(100);
        }
    }

    @Test
    void shouldReadEachItemAsItWasWhenTheSourceChangesItLater() throws Exception {
        final int[] reused = new int[1];
        final Iterable<int[]> source = () -> IntStream.range(0, 200)
                .mapToObj(i -> {
                    reused[0] = i;
                    return reused;
                })
                .iterator();

        final List<Integer> back = two.over(source).chunkSize(CHUNK).map(item -> item[0]);

        assertThat(back).isEqualTo(items(200));
    }

    @Test
    void shouldKeepEachResultAsItWasWhenTheFunctionReusesIt() throws Exception {
        final List<long[]> back = two.over(items(200)).chunkSize(CHUNK).map(Reusing::of);

        for (int i = 0; i < 200; i++) {
            assertThat(back.get(i)).containsExactly(i);
        }
    }

    /** A function that returns the same array again and again. */
    static final class Reusing {
        private static final long[] ARRAY = new long[1];

        private Reusing() {}

        static long[] of(final int item) {
            ARRAY[0] = item;
            return ARRAY;
        }
    }

    @Test
    void shouldEndTheCallWhenTheSourceThrows() {
        final Iterable<Integer> source = () -> IntStream.range(0, 1_000)
                .peek(i -> {
                    if (i == 333) {
                        throw new IllegalStateException("no more");
                    }
                })
                .iterator();

        assertThatThrownBy(() -> two.over(source).chunkSize(CHUNK).map(item -> item))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no more");
        assertThat(two.callAsync(() -> 1).join()).isEqualTo(1);
    }
}
