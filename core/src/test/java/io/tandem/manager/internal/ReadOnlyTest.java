package io.tandem.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadOnlyTest {
    private static final List<Object> NESTED = new ArrayList<>(List.of(9));

    static List<Collection<Object>> collections() {
        return List.of(
                new ArrayList<>(List.of(1, 2)),
                new LinkedList<>(List.of(1, 2)),
                Arrays.asList(1, 2),
                new CopyOnWriteArrayList<>(List.of(1, 2)),
                new HashSet<>(List.of(1, 2)),
                new TreeSet<>(List.of(1, 2)),
                new ArrayDeque<>(List.of(1, 2)),
                new PriorityQueue<>(List.of(2, 1)),
                Collections.synchronizedCollection(new ArrayList<>(List.of(1, 2))),
                new ArrayList<>(List.of(1, NESTED)),
                new LinkedHashSet<>(List.of(1, NESTED)),
                new ArrayDeque<>(List.of(1, NESTED)),
                List.of(1, NESTED),
                Set.of(1, NESTED),
                Collections.unmodifiableList(new ArrayList<>(List.of(1, NESTED))));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void shouldRefuseEachChangeWhenItIsACollection(final Collection<Object> collection) {
        final Collection<Object> read = cast(ReadOnly.of(collection));

        assertThat(read).containsExactlyElementsOf(collection);
        assertRefused(() -> read.add(3));
        assertRefused(() -> read.remove(1));
        assertRefused(() -> read.removeIf(element -> true));
        assertRefused(read::clear);
        assertRefused(() -> {
            final Iterator<Object> iterator = read.iterator();
            iterator.next();
            iterator.remove();
        });
        assertThat(read).allSatisfy(element -> {
            if (element instanceof Collection<?> nested) {
                assertRefused(nested::clear);
            }
        });
    }

    static List<Map<String, Object>> maps() {
        final Map<String, Object> values = Map.of("k", 1);
        final Map<String, Object> lists = Map.of("k", NESTED);
        return List.of(
                new HashMap<>(values),
                new LinkedHashMap<>(lists),
                new TreeMap<>(values),
                new TreeMap<>(lists),
                new ConcurrentHashMap<>(lists),
                lists,
                Collections.unmodifiableMap(new HashMap<>(lists)),
                Collections.singletonMap("k", new HashMap<>(lists)));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void shouldRefuseEachChangeWhenItIsAMap(final Map<String, Object> map) {
        final Map<String, Object> read = cast(ReadOnly.of(map));

        assertThat(read).isEqualTo(map).hasSameHashCodeAs(map);
        assertThat(read.get("k")).isEqualTo(map.get("k"));
        assertThat(read.containsKey("no")).isFalse();
        assertRefused(() -> read.put("x", 1));
        assertRefused(() -> read.remove("k"));
        assertRefused(() -> read.entrySet().iterator().next().setValue(2));
        assertRefused(() -> read.keySet().clear());
        assertRefused(() -> read.values().clear());
        assertRefused(read::clear);
        if (read.get("k") instanceof Collection<?> nested) {
            assertRefused(nested::clear);
        } else if (read.get("k") instanceof Map<?, ?> nested) {
            assertRefused(nested::clear);
            assertRefused(() -> ((Collection<?>) nested.get("k")).clear());
        }
    }

    @Test
    void shouldBeTheSameWhenThereIsNothingToProtect() {
        final Object own = new OwnList();
        final List<Integer> immutable = List.of(1, 2);
        final Map<String, Set<Integer>> deep = Map.of("k", Set.of(1));
        final List<Integer> unmodifiable = Collections.unmodifiableList(new ArrayList<>(List.of(1)));

        assertThat(ReadOnly.of("text")).isEqualTo("text");
        assertThat(ReadOnly.of(null)).isNull();
        assertThat(ReadOnly.of(own)).isSameAs(own);
        assertThat(ReadOnly.of(immutable)).isSameAs(immutable);
        assertThat(ReadOnly.of(deep)).isSameAs(deep);
        assertThat(ReadOnly.of(unmodifiable)).isSameAs(unmodifiable);
    }

    private static final class OwnList extends ArrayList<Integer> {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldEndWhenACollectionHoldsItself() {
        final List<Object> self = new ArrayList<>();
        self.add(self);

        final List<Object> read = cast(ReadOnly.of(self));

        assertThat(read.size()).isOne();
    }

    @Test
    void shouldTakeNoLongerWhenPartsAreMetAgainAndAgain() {
        List<Object> part = new ArrayList<>(List.of(1));
        for (int depth = 0; depth < 60; depth++) {
            part = new ArrayList<>(Arrays.asList(part, part));
        }

        final List<Object> read = cast(ReadOnly.of(part));

        assertThat(read.get(0)).isSameAs(read.get(1));
    }

    @Test
    void shouldKeepOrderAndEndsWhenItIsAQueue() {
        final Deque<Object> read = cast(ReadOnly.of(new ArrayDeque<>(List.of(1, 2, 3))));
        final Queue<Object> sorted = cast(ReadOnly.of(new PriorityQueue<>(List.of(3, 1, 2))));
        final Deque<Object> empty = cast(ReadOnly.of(new ArrayDeque<>()));

        assertThat(read.getFirst())
                .isEqualTo(read.peek())
                .isEqualTo(read.element())
                .isEqualTo(1);
        assertThat(read.getLast()).isEqualTo(read.peekLast()).isEqualTo(3);
        assertThat(read.descendingIterator()).toIterable().containsExactly(3, 2, 1);
        assertThat(sorted.peek()).isEqualTo(1);
        assertThat(empty.peek()).isNull();
        assertThat(empty.peekLast()).isNull();
        assertThatThrownBy(empty::getFirst).isInstanceOf(NoSuchElementException.class);
        assertRefused(read::poll);
        assertRefused(read::pollLast);
        assertRefused(read::pop);
        assertRefused(() -> read.push(1));
        assertRefused(() -> read.offer(1));
        assertRefused(() -> read.addFirst(1));
        assertRefused(() -> read.removeFirstOccurrence(1));
    }

    @Test
    void shouldBeWhatItWasWhenItTravelsOn() throws Exception {
        final Map<String, List<Object>> map = new HashMap<>(Map.of("k", new LinkedList<>(List.of(1))));

        final Map<String, List<Object>> arrived = cast(travelled(ReadOnly.of(map)));
        final Object queue = travelled(ReadOnly.of(new ArrayDeque<>(List.of(1))));
        final Object set = travelled(ReadOnly.of(new LinkedHashSet<>(List.of(NESTED))));

        assertThat(arrived).isExactlyInstanceOf(HashMap.class).isEqualTo(map);
        assertThat(arrived.get("k")).isExactlyInstanceOf(LinkedList.class);
        assertThat(queue).isExactlyInstanceOf(ArrayDeque.class);
        assertThat(set).isExactlyInstanceOf(LinkedHashSet.class).isEqualTo(Set.of(NESTED));
    }

    private static Object travelled(final Object value) throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        }
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return input.readObject();
        }
    }

    private static void assertRefused(final Runnable change) {
        assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(final Object value) {
        return (T) value;
    }
}
