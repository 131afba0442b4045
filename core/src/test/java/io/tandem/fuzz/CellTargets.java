package io.tandem.fuzz;

import io.tandem.segment.NotTransferableException;
import io.tandem.value.SharedList;
import io.tandem.value.SharedRecordArray;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Lists, and arrays of records. One that was adopted may have less room, and no elements, as its header was damaged. */
@SuppressWarnings("ReturnValueIgnored") // they are called for what they throw
final class CellTargets {
    private static final int CELLS = 300;
    private static final int MAX_BYTES = 40;

    private CellTargets() {}

    static Target<SharedRecordArray<ValueTargets.Point>> records() {
        return ValueTargets.guarded(new Target<>(
                        "record[]",
                        domain -> SharedRecordArray.builder(ValueTargets.Point.class, CELLS)
                                .initialValue(new ValueTargets.Point(1, 2, "first"))
                                .maxStringLength(20))
                .call("get", atSome(SharedRecordArray::length, (array, index, random) -> array.get(index)))
                .call(
                        "set",
                        atSome(
                                SharedRecordArray::length,
                                (array, index, random) -> array.set(index, ValueTargets.Point.at(random))),
                        IllegalArgumentException.class)
                .call(
                        "set too long",
                        atSome(
                                SharedRecordArray::length,
                                (array, index, random) ->
                                        array.set(index, new ValueTargets.Point(1, 1, "p".repeat(21)))),
                        IllegalArgumentException.class)
                .call(
                        "compareAndSet",
                        atSome(
                                SharedRecordArray::length,
                                (array, index, random) ->
                                        array.compareAndSet(index, array.get(index), ValueTargets.Point.at(random))),
                        IllegalArgumentException.class)
                .call(
                        "updateAndGet",
                        atSome(
                                SharedRecordArray::length,
                                (array, index, random) ->
                                        array.updateAndGet(index, point -> ValueTargets.Point.at(random))),
                        IllegalArgumentException.class)
                .call(
                        "getAndSet",
                        atSome(
                                SharedRecordArray::length,
                                (array, index, random) -> array.getAndSet(index, ValueTargets.Point.at(random))),
                        IllegalArgumentException.class)
                .call(
                        "fill",
                        (array, random) -> array.fill(ValueTargets.Point.at(random)),
                        IllegalArgumentException.class)
                .call(
                        "setAll",
                        atSome(
                                SharedRecordArray::length,
                                (array, index, random) -> array.setAll(index, List.of(ValueTargets.Point.at(random)))),
                        IllegalArgumentException.class)
                .call("toList", (array, random) -> array.toList())
                .call(
                        "stream",
                        (array, random) ->
                                array.stream().mapToInt(ValueTargets.Point::y).sum())
                .call(
                        "outside",
                        (array, random) -> array.get(random.nextBoolean() ? -1 : array.length()),
                        IndexOutOfBoundsException.class));
    }

    static Target<SharedList> list() {
        return ValueTargets.guarded(new Target<>(
                        "list", domain -> SharedList.builder(CELLS).maxBytes(MAX_BYTES))
                .call("get", atSome(SharedList::size, (list, slot, random) -> list.get((int) slot)))
                .call(
                        "set",
                        atSome(SharedList::size, (list, slot, random) -> list.set((int) slot, value(random))),
                        IllegalArgumentException.class)
                .call(
                        "set too long",
                        atSome(SharedList::size, (list, slot, random) -> list.set((int) slot, new byte[MAX_BYTES + 1])),
                        IllegalArgumentException.class)
                .call(
                        "set a stranger",
                        atSome(SharedList::size, (list, slot, random) -> list.set((int) slot, new Object())),
                        NotTransferableException.class)
                .call(
                        "compareAndSet",
                        atSome(
                                SharedList::size,
                                (list, slot, random) ->
                                        list.compareAndSet((int) slot, list.get((int) slot), value(random))),
                        IllegalArgumentException.class)
                .call(
                        "updateAndGet",
                        atSome(
                                SharedList::size,
                                (list, slot, random) -> list.updateAndGet((int) slot, old -> value(random))),
                        IllegalArgumentException.class)
                .call("indexOf", (list, random) -> list.indexOf(value(random)))
                .call("lastIndexOf", (list, random) -> list.lastIndexOf(value(random)))
                .call("count", (list, random) -> list.count(value(random)))
                .call("toArray", (list, random) -> list.toArray())
                .call(
                        "subList",
                        (list, random) -> list.subList(0, list.size() / 2).hashCode())
                .call(
                        "iterator",
                        atSome(
                                SharedList::size,
                                (list, slot, random) ->
                                        list.listIterator((int) slot).next()))
                .call("replaceAll", (list, random) -> list.replaceAll(old -> old), IllegalArgumentException.class)
                .call("equals", (list, random) -> list.equals(list.subList(0, list.size())))
                .call("add", (list, random) -> list.add(value(random)), UnsupportedOperationException.class)
                .call(
                        "outside",
                        (list, random) -> list.get(random.nextBoolean() ? -1 : list.size()),
                        IndexOutOfBoundsException.class));
    }

    /** Some call on an element. */
    private interface ElementAction<T> {
        void on(T object, long index, Random random);
    }

    /** At an index at random; nowhere, if there is none. */
    private static <T> Target.Action<T> atSome(final ToLongFunction<T> length, final ElementAction<T> action) {
        return (object, random) -> {
            final long elements = length.applyAsLong(object);
            if (elements > 0) {
                action.on(object, ValueTargets.index(random, elements), random);
            }
        };
    }

    /** Any that a slot of {@link #MAX_BYTES} may hold. */
    private static @Nullable Object value(final Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> random.nextDouble();
            case 4 -> (short) random.nextInt();
            case 5 -> "v".repeat(random.nextInt(MAX_BYTES + 1));
            case 6 -> "\ud83d\u0434".repeat(random.nextInt(MAX_BYTES / 4 + 1));
            case 7 -> new byte[random.nextInt(MAX_BYTES + 1)];
            default -> new int[random.nextInt(MAX_BYTES / 4 + 1)];
        };
    }
}
