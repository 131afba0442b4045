package io.tandem.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.SerializablePredicate;
import io.tandem.manager.ManagedList;
import io.tandem.segment.NotTransferableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What managed lists promise beyond {@link List}. */
class ListProxyTest {
    private final List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();
    private final LoopbackRef ref = LoopbackRef.to(ProxyKind.LIST, numbers);
    private final ListProxy<Integer> list = new ListProxy<>(ref);
    private final ListProxy<Integer> other = new ListProxy<>(ref);

    @AfterEach
    void forget() {
        LoopbackRef.forgetAll();
    }

    /** One of a class without equals, and that stays what it is only in its own process. */
    private static ListProxy<Object> of(final Object... elements) {
        return new ListProxy<>(LoopbackRef.to(ProxyKind.LIST, Arrays.asList(elements)));
    }

    @SuppressWarnings("ModifyingCollectionWithItself")
    static List<Function<ManagedList<Integer>, Object>> singleCalls() {
        return List.of(
                list -> list.get(1),
                list -> list.set(1, 2),
                list -> list.add(1),
                changing(list -> list.add(0, 1)),
                list -> list.addAll(List.of(1, 2)),
                list -> list.addAll(1, List.of(1, 2)),
                list -> list.remove(1),
                list -> list.remove((Integer) 1),
                list -> list.removeAll(List.of(1)),
                list -> list.removeAll(list),
                list -> list.retainAll(List.of(1)),
                list -> list.removeIf(number -> number > 5),
                changing(list -> list.replaceAll(number -> -number)),
                changing(list -> list.sort(Comparator.reverseOrder())),
                list -> list.contains(1),
                list -> list.containsAll(List.of(1, 2)),
                list -> list.indexOf(1),
                list -> list.lastIndexOf(1),
                List::size,
                List::isEmpty,
                changing(List::clear),
                List::toArray,
                list -> list.toArray(Integer[]::new),
                ManagedList::snapshot,
                List::hashCode,
                Object::toString,
                list -> list.equals(List.of()),
                changing(list -> ((ListProxy<Integer>) list).addFirst(1)),
                changing(list -> ((ListProxy<Integer>) list).addLast(1)),
                list -> ((ListProxy<Integer>) list).getFirst(),
                list -> ((ListProxy<Integer>) list).getLast(),
                list -> ((ListProxy<Integer>) list).removeFirst(),
                list -> ((ListProxy<Integer>) list).removeLast(),
                list -> ((ListProxy<Integer>) list).reversed().get(1),
                list -> ((ListProxy<Integer>) list).reversed().add(1),
                list -> ((ListProxy<Integer>) list).reversed().indexOf(1));
    }

    private static Function<ManagedList<Integer>, Object> changing(final Consumer<ManagedList<Integer>> change) {
        return it -> {
            change.accept(it);
            return true;
        };
    }

    @ParameterizedTest
    @MethodSource("singleCalls")
    void shouldCallOnceWhenOneCallIsEnough(final Function<ManagedList<Integer>, Object> use) {
        final Object unused = use.apply(list);

        assertThat(ref.calls()).isEqualTo(1);
    }

    @Test
    void shouldCallForEachPageWhenItIsIterated() {
        final List<Integer> seen = new ArrayList<>();

        list.forEach(seen::add);

        assertThat(seen).isEqualTo(numbers);
        assertThat(ref.calls()).isEqualTo(4);
    }

    @Test
    void shouldNotCallWhenItIsComparedWithAProxyOfTheSameList() {
        assertThat(list.equals(other)).isTrue();
        assertThat(ref.calls()).isZero();
    }

    @Test
    void shouldRunHereOnceWhenAFunctionCannotTravel() {
        final AtomicInteger tests = new AtomicInteger();
        final Predicate<Integer> filter = number -> {
            tests.incrementAndGet();
            return number >= 3;
        };

        final boolean changed = list.removeIf(filter);

        assertThat(changed).isTrue();
        assertThat(list).containsExactly(0, 1, 2);
        assertThat(tests).hasValue(1000);
    }

    @Test
    void shouldRunHereWhenASerializableFunctionHoldsWhatCannotTravel() {
        final Thread untransferable = Thread.currentThread();
        final SerializablePredicate<Integer> filter = number -> number >= 3 && Thread.currentThread() == untransferable;

        final boolean changed = list.removeIf(filter);

        assertThat(changed).isTrue();
        assertThat(list).containsExactly(0, 1, 2);
    }

    @Test
    void shouldNotRunAgainHereWhenAFunctionThereMeetsWhatCannotTravel() {
        final SerializablePredicate<Integer> filter = number -> {
            throw new NotTransferableException("from there");
        };

        assertThatThrownBy(() -> list.removeIf(filter))
                .isInstanceOf(NotTransferableException.class)
                .hasMessage("from there");
        assertThat(ref.calls()).isEqualTo(1);
    }

    @Test
    void shouldLookAgainWhenSomebodyChangesTheListUnderAFilterThatRunsHere() {
        final AtomicInteger tests = new AtomicInteger();
        final Predicate<Integer> filter = number -> {
            if (tests.incrementAndGet() == 1) {
                other.add(0, 5000);
            }
            return number != 5000;
        };

        list.removeIf(filter);

        assertThat(list).containsExactly(5000);
        assertThat(tests).hasValue(2001);
    }

    @Test
    void shouldLookAgainWhenSomebodySetsAnEqualElementUnderAnOperatorThatRunsHere() {
        final AtomicInteger runs = new AtomicInteger();

        list.replaceAll((UnaryOperator<Integer>) number -> {
            if (runs.incrementAndGet() == 1) {
                other.set(0, 0);
            }
            return number + 1;
        });

        assertThat(runs).hasValue(2000);
        assertThat(list.get(999)).isEqualTo(1000);
    }

    @Test
    void shouldSortAgainWhenSomebodyChangesTheListUnderAComparatorThatRunsHere() {
        final AtomicInteger runs = new AtomicInteger();
        final Comparator<Integer> comparator = (left, right) -> {
            if (runs.incrementAndGet() == 1) {
                other.add(5000);
            }
            return right - left;
        };

        list.sort(comparator);

        assertThat(list.get(0)).isEqualTo(5000);
        assertThat(list.get(1000)).isZero();
    }

    @Test
    void shouldEndWhenElementsHaveNoEquals() {
        final ListProxy<Object> things = of(new Thing(2), new Thing(1));

        things.sort((Comparator<Object>) (left, right) -> ((Thing) left).number - ((Thing) right).number);
        things.replaceAll((UnaryOperator<Object>) thing -> new Thing(((Thing) thing).number + 1));
        things.removeIf((Predicate<Object>) thing -> ((Thing) thing).number == 3);

        assertThat(things).singleElement().extracting("number").isEqualTo(2);
    }

    @Test
    @SuppressWarnings("ModifyingCollectionWithItself")
    void shouldRemoveAllOfItselfWhenElementsHaveNoEquals() {
        final ListProxy<Object> things = of(new Thing(2), new Thing(1));

        assertThat(things.containsAll(things)).isTrue();
        assertThat(things.retainAll(things)).isFalse();
        assertThat(things.removeAll(things)).isTrue();
        assertThat(things).isEmpty();
    }

    private static final class Thing implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        private final int number;

        Thing(final int number) {
            this.number = number;
        }
    }

    @Test
    void shouldSeeSomeChangesAndEndWhenOthersChangeTheListUnderAnIterator() {
        final Iterator<Integer> iterator = list.iterator();
        iterator.next();

        other.removeIf(number -> number < 500);

        final List<Integer> rest = new ArrayList<>();
        iterator.forEachRemaining(rest::add);
        assertThat(rest).startsWith(1, 2, 3).endsWith(998, 999);
    }

    @Test
    void shouldEndWhenOthersEmptyTheListUnderAnIterator() {
        final Iterator<Integer> forward = list.iterator();
        final ListIterator<Integer> backward = list.listIterator(1000);
        forward.next();
        backward.previous();

        other.clear();

        assertThat(count(forward::hasNext, forward::next)).isEqualTo(255);
        assertThat(count(backward::hasPrevious, backward::previous)).isEqualTo(255);
    }

    private static int count(final java.util.function.BooleanSupplier has, final Runnable take) {
        int count = 0;
        while (has.getAsBoolean()) {
            take.run();
            count++;
        }
        return count;
    }

    @Test
    void shouldGoOnFromTheNewEndWhenTheListShrinksUnderAnIteratorThatGoesBack() {
        final ListIterator<Integer> iterator = list.listIterator(1000);
        for (int i = 0; i < PagedListIterator.PAGE_SIZE; i++) {
            iterator.previous();
        }

        other.removeIf(number -> number >= 10);

        assertThat(iterator.hasPrevious()).isTrue();
        assertThat(iterator.previous()).isEqualTo(9);
        assertThat(iterator.nextIndex()).isEqualTo(9);
    }

    @Test
    void shouldChangeElementsInPlaceWhenIteratorsCrossPages() {
        final ListIterator<Integer> iterator = list.listIterator();

        while (iterator.hasNext()) {
            final int number = iterator.next();
            if (number % 3 == 0) {
                iterator.remove();
            } else if (number % 3 == 1) {
                iterator.set(-number);
            } else {
                iterator.add(number + 10_000);
            }
        }

        final List<Integer> expected = new ArrayList<>();
        for (int number = 0; number < 1000; number++) {
            if (number % 3 == 1) {
                expected.add(-number);
            } else if (number % 3 == 2) {
                expected.addAll(List.of(number, number + 10_000));
            }
        }
        assertThat(list.snapshot()).isEqualTo(expected);
    }

    @Test
    void shouldChangeElementsInPlaceWhenIteratorsGoBackAcrossPages() {
        final ListIterator<Integer> iterator = list.listIterator(list.size());

        while (iterator.hasPrevious()) {
            final int number = iterator.previous();
            if (number % 2 == 0) {
                iterator.remove();
            } else {
                iterator.set(-number);
            }
        }

        assertThat(list.snapshot())
                .isEqualTo(numbers.stream()
                        .filter(number -> number % 2 == 1)
                        .map(number -> -number)
                        .toList());
    }

    @Test
    void shouldReadAgainWhatItHasSetWhenAnIteratorGoesBack() {
        final ListIterator<Integer> iterator = list.listIterator();
        iterator.next();
        iterator.set(77);
        iterator.add(78);

        assertThat(iterator.previous()).isEqualTo(78);
        assertThat(iterator.previous()).isEqualTo(77);
        assertThat(iterator.hasPrevious()).isFalse();
    }

    @Test
    void shouldRefuseWhenTheListWasChangedSinceAnIteratorFetched() {
        final ListIterator<Integer> iterator = list.listIterator();
        iterator.next();
        other.add(0, -1);

        assertThatThrownBy(iterator::remove).isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(() -> iterator.set(1)).isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(() -> iterator.add(1)).isInstanceOf(ConcurrentModificationException.class);
        assertThat(list).hasSize(1001);
    }

    @Test
    void shouldRefuseWhenTheListWasChangedBeforeTheNextPage() {
        final Iterator<Integer> iterator = list.iterator();
        for (int i = 0; i < PagedListIterator.PAGE_SIZE; i++) {
            iterator.next();
        }
        other.add(0, -1);

        assertThat(iterator.hasNext()).isTrue();
        assertThatThrownBy(iterator::remove).isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void shouldKeepItsPlaceWhenASublistIsClearedOrRead() {
        final List<Integer> part = list.subList(10, 20);
        other.set(10, -1);

        assertThat(part).hasSize(10).startsWith(-1, 11);
        part.clear();
        assertThat(list).hasSize(990).element(10).isEqualTo(20);
    }

    @Test
    void shouldThrowAndStayAsItIsWhenAFunctionThereThrows() {
        final Comparator<Integer> comparator = (Comparator<Integer> & java.io.Serializable) (left, right) -> {
            throw new IllegalArgumentException("not me");
        };

        assertThatThrownBy(() -> list.removeIf(number -> 1 / (500 - number) < 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> list.replaceAll(number -> 1 / (500 - number))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> list.sort(comparator)).hasMessage("not me");
        assertThat(list.snapshot()).isEqualTo(numbers);
    }

    @Test
    void shouldThrowAndDoNothingElseWhenAFunctionChangesTheListItself() {
        final ManagedList<Integer> captured = list;

        assertThatThrownBy(() -> list.removeIf(number -> captured.add(number)))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThatThrownBy(() -> list.replaceAll(number -> captured.set(0, number)))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(list).hasSize(2000).element(1000).isEqualTo(0);
    }

    @Test
    void shouldNotRecurseWhenAListThatHoldsItselfIsPrinted() {
        final ListProxy<Object> self = of(1);
        self.add(self);

        assertThat(self).hasToString("[1, (this Collection)]");
        assertThat(self.contains(self)).isTrue();
        assertThat(self.get(1)).isEqualTo(self);
        assertThat(self.reversed()).hasToString("[(this Collection), 1]");
    }

    @Test
    void shouldGiveCopiesThatCannotBeModifiedWhenACollectionIsRead() {
        final ListProxy<Object> lists = of(new ArrayList<>(List.of(1)), new ArrayList<>(List.of(2)));

        final List<Object> reads = new ArrayList<>(lists.snapshot());
        reads.add(lists.get(0));
        reads.add(lists.iterator().next());
        reads.add(lists.toArray()[0]);
        reads.add(lists.set(1, List.of()));
        reads.add(lists.remove(0));

        assertThat(reads)
                .allSatisfy(read -> assertThatThrownBy(() -> ((Collection<?>) read).clear())
                        .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void shouldGiveWhatItHoldsWhenItIsReadInTheServer() {
        final LoopbackRef listsRef = LoopbackRef.to(ProxyKind.LIST, List.of(new ArrayList<>(List.of(1))));

        new ListProxy<List<Integer>>(listsRef.local()).get(0).add(2);

        assertThat(new ListProxy<List<Integer>>(listsRef).get(0)).containsExactly(1, 2);
    }

    @Test
    void shouldBeModifiableInTheServerWhenWhatWasReadIsPutInAgain() {
        final LoopbackRef listsRef = LoopbackRef.to(ProxyKind.LIST, List.of(new ArrayList<>(List.of(1))));
        final ManagedList<List<Integer>> lists = new ListProxy<>(listsRef);

        lists.set(0, lists.get(0));
        lists.add(lists.get(0));
        lists.replaceAll(numbers -> {
            numbers.add(2);
            return numbers;
        });

        assertThat(lists).containsExactly(List.of(1, 2), List.of(1, 2));
    }

    @Test
    void shouldGiveAModifiableCopyWhenAnOperatorRunsHere() {
        final ListProxy<List<Integer>> lists =
                new ListProxy<>(LoopbackRef.to(ProxyKind.LIST, List.of(new ArrayList<>(List.of(1)))));

        lists.replaceAll((UnaryOperator<List<Integer>>) numbers -> {
            numbers.add(2);
            return numbers;
        });

        assertThat(lists).containsExactly(List.of(1, 2));
    }

    @Test
    void shouldThrowWhenAnEmptyListIsAskedForItsEnds() {
        final ListProxy<Object> empty = of();

        assertThatThrownBy(empty::getFirst).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(empty::getLast).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(empty::removeFirst).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(empty::removeLast).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void shouldHoldTheSameWhenATargetIsFilledWithTheContentsOfAnother() throws Throwable {
        final ListTarget target = new ListTarget(Arrays.asList(1, null, "x"));
        final ListTarget same = new ListTarget(List.of());

        ProxyKind.LIST.fill(same, ProxyKind.LIST.contents(target));

        assertThat(new ListProxy<>(LoopbackRef.to(same))).containsExactly(1, null, "x");
    }
}
