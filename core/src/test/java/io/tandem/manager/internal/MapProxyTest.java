package io.tandem.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.SerializableBiFunction;
import io.tandem.manager.ManagedMap;
import io.tandem.segment.NotTransferableException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What managed maps promise beyond {@link Map}. */
class MapProxyTest {
    private final Map<Integer, String> initial = new LinkedHashMap<>();
    private final LoopbackRef ref;
    private final MapProxy<Integer, String> map;
    private final MapProxy<Integer, String> other;

    MapProxyTest() {
        IntStream.range(0, 1000).forEach(key -> initial.put(key, "v" + key));
        ref = LoopbackRef.to(ProxyKind.MAP, initial);
        map = new MapProxy<>(ref);
        other = new MapProxy<>(ref);
    }

    @AfterEach
    void forget() {
        LoopbackRef.forgetAll();
    }

    private static <V> MapProxy<String, V> of(final String key, final V value) {
        return new MapProxy<>(LoopbackRef.to(ProxyKind.MAP, Map.of(key, value)));
    }

    static List<Function<ManagedMap<Integer, String>, Object>> singleCalls() {
        return List.of(
                map -> map.get(1),
                map -> map.getOrDefault(-1, ""),
                map -> map.put(1, ""),
                map -> map.putIfAbsent(1, ""),
                changing(map -> map.putAll(Map.of(1, "", 2, ""))),
                map -> map.replace(1, ""),
                map -> map.replace(1, "v1", ""),
                map -> map.remove(1),
                map -> map.remove(1, "v1"),
                map -> map.containsKey(1),
                map -> map.containsValue("v1"),
                Map::size,
                Map::isEmpty,
                changing(Map::clear),
                ManagedMap::snapshot,
                Object::toString,
                Object::hashCode,
                map -> map.equals(Map.of()),
                map -> map.compute(1, (key, value) -> value + key),
                map -> map.computeIfAbsent(-1, key -> "" + key),
                map -> map.computeIfPresent(1, (key, value) -> value + key),
                map -> map.merge(1, "x", (left, right) -> left + right),
                changing(map -> map.replaceAll((key, value) -> value + key)),
                map -> map.keySet().size(),
                map -> map.keySet().contains(1),
                map -> map.keySet().containsAll(List.of(1, 2)),
                map -> map.keySet().remove(1),
                map -> map.keySet().removeAll(List.of(1, 2)),
                map -> map.keySet().removeAll(map.keySet()),
                map -> map.keySet().retainAll(List.of(1, 2)),
                changing(map -> map.keySet().clear()),
                map -> map.keySet().toArray(),
                map -> map.keySet().hashCode(),
                map -> map.values().contains("v1"),
                map -> map.values().containsAll(List.of("v1")),
                map -> map.values().remove("v1"),
                map -> map.values().removeAll(List.of("v1")),
                map -> map.values().retainAll(List.of("v1")),
                map -> map.values().toArray(),
                map -> map.entrySet().contains(Map.entry(1, "v1")),
                map -> map.entrySet().containsAll(List.of(Map.entry(1, "v1"))),
                map -> map.entrySet().remove(Map.entry(1, "v1")),
                map -> map.entrySet().removeAll(List.of(Map.entry(1, "v1"))),
                map -> map.entrySet().retainAll(List.of(Map.entry(1, "v1"))),
                map -> map.entrySet().toArray(),
                map -> map.entrySet().toString());
    }

    private static Function<ManagedMap<Integer, String>, Object> changing(
            final Consumer<ManagedMap<Integer, String>> change) {
        return it -> {
            change.accept(it);
            return true;
        };
    }

    @ParameterizedTest
    @MethodSource("singleCalls")
    void shouldCallOnceWhenOneCallIsEnough(final Function<ManagedMap<Integer, String>, Object> use) {
        final Object unused = use.apply(map);

        assertThat(ref.calls()).isEqualTo(1);
    }

    @Test
    void shouldNotCallWhenItIsComparedWithAProxyOfTheSameMap() {
        assertThat(map.equals(other)).isTrue();
        assertThat(map.keySet().equals(other.keySet())).isTrue();
        map.putAll(other);
        assertThat(ref.calls()).isZero();
    }

    @Test
    void shouldCallForEachPageWhenItIsIterated() {
        final Map<Integer, String> seen = new LinkedHashMap<>();

        map.forEach(seen::put);

        assertThat(new ArrayList<>(seen.entrySet())).isEqualTo(new ArrayList<>(initial.entrySet()));
        assertThat(ref.calls()).isEqualTo(4);
    }

    @Test
    void shouldKeepTheOrderInWhichKeysCameWhenValuesAreReplacedAndKeysComeAgain() {
        map.keySet().removeIf((Predicate<Integer>) key -> key > 2);

        map.put(0, "new");
        map.remove(1);
        map.put(1, "again");

        assertThat(map).hasToString("{0=new, 2=v2, 1=again}");
    }

    @Test
    void shouldSeeEachLastingEntryOnceWhenOthersChangeTheMapUnderAnIterator() {
        final Iterator<Integer> iterator = map.keySet().iterator();
        final List<Integer> seen = new ArrayList<>();
        IntStream.range(0, MapTarget.PAGE_SIZE).forEach(i -> seen.add(iterator.next()));

        other.keySet().removeIf((Predicate<Integer>) key -> key < 300 || key % 2 == 1);
        other.put(5000, "new");
        iterator.forEachRemaining(seen::add);

        final List<Integer> expected =
                new ArrayList<>(IntStream.range(0, MapTarget.PAGE_SIZE).boxed().toList());
        IntStream.range(300, 1000).filter(key -> key % 2 == 0).forEach(expected::add);
        expected.add(5000);
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void shouldRemoveTheKeyWhenAnIteratorRemoves() {
        final Iterator<String> values = map.values().iterator();
        values.next();
        other.put(0, "other");

        values.remove();

        assertThat(map).hasSize(999).doesNotContainKey(0);
        assertThatThrownBy(values::remove).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldWriteThroughWhenTheKeyIsThere() {
        final Map.Entry<Integer, String> entry = map.entrySet().iterator().next();
        other.put(0, "other");

        final String before = entry.setValue("mine");

        assertThat(before).isEqualTo("other");
        assertThat(entry.getValue()).isEqualTo("mine");
        assertThat(map.get(0)).isEqualTo("mine");
    }

    @Test
    void shouldWriteNothingWhenTheKeyIsGone() {
        final Map.Entry<Integer, String> entry = map.entrySet().iterator().next();
        other.remove(0);

        final String before = entry.setValue("mine");

        assertThat(before).isEqualTo("v0");
        assertThat(map).doesNotContainKey(0);
    }

    @Test
    void shouldRunHereWhenFunctionsCannotTravel() {
        final Thread here = Thread.currentThread();
        final BiFunction<Object, String, String> join =
                (left, right) -> right + here.getName().length() * 0;

        assertThat(map.compute(1, join)).isEqualTo("v10");
        assertThat(map.compute(-1, (BiFunction<Integer, String, String>) (key, value) -> null))
                .isNull();
        assertThat(map.computeIfPresent(2, join)).isEqualTo("v20");
        assertThat(map.computeIfPresent(-2, join)).isNull();
        assertThat(map.computeIfAbsent(3, (Function<Integer, String>) key -> "no"))
                .isEqualTo("v3");
        assertThat(map.computeIfAbsent(-3, (Function<Integer, String>) key -> "new"))
                .isEqualTo("new");
        assertThat(map.computeIfAbsent(-4, (Function<Integer, String>) key -> null))
                .isNull();
        assertThat(map.merge(4, "x", join)).isEqualTo("x0");
        assertThat(map.merge(-5, "x", join)).isEqualTo("x");
        assertThat(map.merge(5, "x", (BiFunction<String, String, String>) (left, right) -> null))
                .isNull();
        assertThat(map.compute(6, (BiFunction<Integer, String, String>) (key, value) -> null))
                .isNull();
        assertThat(map)
                .containsEntry(1, "v10")
                .containsEntry(2, "v20")
                .containsEntry(4, "x0")
                .containsEntry(-3, "new")
                .containsEntry(-5, "x")
                .doesNotContainKeys(-1, -2, -4, 5, 6);
    }

    @Test
    void shouldComputeAgainWhenSomebodyWritesAnEqualValueMeanwhile() {
        final AtomicInteger runs = new AtomicInteger();

        final String result = map.compute(1, (BiFunction<Integer, String, String>) (key, value) -> {
            if (runs.incrementAndGet() == 1) {
                other.put(1, "v1");
            }
            return value + "!";
        });

        assertThat(result).isEqualTo("v1!");
        assertThat(runs).hasValue(2);
    }

    @Test
    void shouldComputeAgainWhenTheEntryGoesOrComesMeanwhile() {
        final AtomicInteger runs = new AtomicInteger();
        final BiFunction<Integer, String, String> function = (key, value) -> {
            if (runs.incrementAndGet() == 1) {
                other.remove(key);
            } else if (runs.get() == 2) {
                other.put(key, "came");
            }
            return value + "!";
        };

        final String result = map.compute(1, function);

        assertThat(result).isEqualTo("came!");
        assertThat(runs).hasValue(3);
    }

    @Test
    void shouldNotComputeAgainWhenSomebodyWritesAnotherEntryMeanwhile() {
        final AtomicInteger runs = new AtomicInteger();

        map.merge(1, "x", (BiFunction<String, String, String>) (left, right) -> {
            runs.incrementAndGet();
            other.put(2, "other");
            return left + right;
        });

        assertThat(runs).hasValue(1);
        assertThat(map).containsEntry(1, "v1x").containsEntry(2, "other");
    }

    @Test
    void shouldComputeAgainWhenAValueMayHaveBeenChangedInPlace() {
        final MapTarget target = new MapTarget(Map.of("k", 1));
        final MapProxy<String, Integer> touched = new MapProxy<>(LoopbackRef.to(target));
        final AtomicInteger runs = new AtomicInteger();

        touched.compute("k", (BiFunction<String, Integer, Integer>) (key, value) -> {
            if (runs.incrementAndGet() == 1) {
                target.touched();
            }
            return value + 1;
        });

        assertThat(runs).hasValue(2);
        assertThat(touched).containsEntry("k", 2);
    }

    @Test
    void shouldLookAgainOnlyAtWhatOthersHaveWrittenWhenAllAreReplacedHere() {
        final AtomicInteger runs = new AtomicInteger();

        map.replaceAll((BiFunction<Integer, String, String>) (key, value) -> {
            if (runs.incrementAndGet() == 1) {
                other.put(5, "other");
                other.remove(6);
            }
            return value + "!";
        });

        assertThat(runs).hasValue(1001);
        assertThat(map)
                .hasSize(999)
                .containsEntry(4, "v4!")
                .containsEntry(5, "other!")
                .doesNotContainKey(6);
    }

    @Test
    void shouldSayWhetherItHasRemovedWhenAFilterRunsHere() {
        final Predicate<Map.Entry<Integer, String>> first = entry -> {
            other.remove(0);
            return entry.getKey() == 0;
        };

        assertThat(map.entrySet().removeIf(first)).isFalse();
        assertThat(map.values().removeIf((Predicate<String>) "v1"::equals)).isTrue();
        assertThat(map.keySet().removeIf((Predicate<Integer>) key -> key == 2)).isTrue();
        assertThat(map).hasSize(997).doesNotContainKeys(0, 1, 2);
    }

    @Test
    void shouldLoseNothingWhenThreadsMergeHereAndThere() throws Exception {
        final MapProxy<String, Integer> counts = of("k", 0);
        final BiFunction<Integer, Integer, Integer> here = Integer::sum;
        final ExecutorService threads = Executors.newFixedThreadPool(4);

        final List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            futures.add(threads.submit(() -> IntStream.range(0, 500).forEach(n -> counts.merge("k", 1, here))));
            futures.add(threads.submit(() -> IntStream.range(0, 500).forEach(n -> counts.merge("k", 1, Integer::sum))));
        }
        threads.shutdown();
        for (final Future<?> future : futures) {
            future.get();
        }

        assertThat(counts.get("k")).isEqualTo(2000);
    }

    @Test
    void shouldNotRunAgainHereWhenAFunctionThereMeetsWhatCannotTravel() {
        final SerializableBiFunction<Integer, String, String> function = (key, value) -> {
            throw new NotTransferableException("from there");
        };

        assertThatThrownBy(() -> map.compute(1, function)).hasMessage("from there");
        assertThat(ref.calls()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhenAValueCannotTravelWithAFunction() {
        final MapProxy<String, Object> things = of("k", 1);

        assertThatThrownBy(() -> things.merge("new", new Object(), (left, right) -> left))
                .isInstanceOf(NotTransferableException.class);
        assertThat(things).hasSize(1);
    }

    @Test
    void shouldThrowAndStayAsItIsWhenAFunctionThereThrows() {
        assertThatThrownBy(() -> map.compute(1, (key, value) -> value + 1 / (key - 1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> map.replaceAll((key, value) -> value + 1 / (key - 500)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> map.replaceAll((key, value) -> key == 500 ? null : value))
                .isInstanceOf(NullPointerException.class);
        assertThat(map.snapshot()).isEqualTo(initial);
    }

    @Test
    void shouldPutNothingWhenOneOfManyIsNull() {
        final Map<Integer, String> entries = new HashMap<>();
        entries.put(-1, "x");
        entries.put(-2, null);

        assertThatThrownBy(() -> map.putAll(entries)).isInstanceOf(NullPointerException.class);
        assertThat(map).isEqualTo(initial);
    }

    @Test
    void shouldThrowWhenAFunctionChangesTheSameEntryItself() {
        final ManagedMap<Integer, String> captured = map;

        assertThatThrownBy(() -> map.compute(1, (key, value) -> captured.put(1, "within")))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(() -> map.computeIfAbsent(-1, key -> captured.computeIfAbsent(-1, again -> "within")))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(() -> map.replaceAll((key, value) -> value + captured.remove(999)))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(map.snapshot()).hasSize(1000).containsEntry(1, "within").containsEntry(-1, "within");
    }

    @Test
    void shouldKeepBothWhenAFunctionChangesAnotherEntry() {
        final ManagedMap<Integer, String> captured = map;

        map.compute(1, (key, value) -> value + captured.merge(2, "+", String::concat));

        assertThat(map).containsEntry(1, "v1v2+").containsEntry(2, "v2+");
    }

    @Test
    void shouldChangeValuesInPlaceWhenAFunctionRunsThere() {
        final MapProxy<String, List<Integer>> lists = of("k", new ArrayList<>(List.of(1)));

        lists.compute("k", (key, numbers) -> {
            numbers.add(2);
            return numbers;
        });

        assertThat(lists.get("k")).containsExactly(1, 2);
    }

    @Test
    void shouldGiveCopiesThatCannotBeModifiedWhenACollectionIsRead() {
        final MapProxy<String, List<Integer>> lists = of("k", new ArrayList<>(List.of(1)));

        final List<List<Integer>> reads = new ArrayList<>(lists.snapshot().values());
        reads.add(lists.get("k"));
        reads.add(lists.values().iterator().next());
        reads.add(lists.entrySet().iterator().next().getValue());
        reads.add(lists.entrySet().iterator().next().setValue(new ArrayList<>(List.of(1))));
        reads.add(lists.merge("k", List.of(2), (left, right) -> left));
        reads.add(lists.put("k", new ArrayList<>(List.of(1))));
        reads.add(lists.remove("k"));

        assertThat(reads)
                .allSatisfy(read ->
                        assertThatThrownBy(() -> read.add(1)).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void shouldNotRecurseWhenAMapThatHoldsItselfIsPrinted() {
        final MapProxy<String, Object> self = of("k", 1);

        self.put("self", self);

        assertThat(self).hasToString("{k=1, self=(this Map)}");
        assertThat(self.containsValue(self)).isTrue();
    }

    @Test
    void shouldHoldTheSameWhenATargetIsFilledWithTheContentsOfAnother() throws Throwable {
        final MapTarget target = new MapTarget(initial);
        final MapTarget set = MapTarget.ofSet(List.of("b", "a"));
        final MapTarget same = new MapTarget(Map.of());
        final MapTarget sameSet = MapTarget.ofSet(List.of());

        ProxyKind.MAP.fill(same, ProxyKind.MAP.contents(target));
        ProxyKind.SET.fill(sameSet, ProxyKind.SET.contents(set));

        assertThat(new MapProxy<>(LoopbackRef.to(same))).isEqualTo(initial);
        assertThat(new SetProxy<>(LoopbackRef.to(sameSet))).containsExactly("b", "a");
    }

    @Test
    void shouldRunHereWhenAFilterOfASetCannotTravel() {
        final SetProxy<Object> set = new SetProxy<>(LoopbackRef.to(ProxyKind.SET, List.of(1, 3)));

        assertThat(set.removeIf((Predicate<Object>) element -> element.equals(2)))
                .isFalse();
        assertThat(set.removeIf((Predicate<Object>) element -> element.equals(1)))
                .isTrue();
        assertThat(set.snapshot()).containsExactly(3);
        assertThat(set).hasToString("[3]");
    }
}
