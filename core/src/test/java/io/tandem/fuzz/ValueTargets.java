package io.tandem.fuzz;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.NotTransferableException;
import io.tandem.sync.OwnerDiedException;
import io.tandem.value.SharedBooleanArray;
import io.tandem.value.SharedByteArray;
import io.tandem.value.SharedDouble;
import io.tandem.value.SharedList;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import io.tandem.value.SharedMemory;
import io.tandem.value.SharedRecord;
import io.tandem.value.SharedRecordArray;
import io.tandem.value.SharedValue;
import io.tandem.value.SharedValues;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The values, arrays and memory. */
@SuppressWarnings("ReturnValueIgnored") // they are called for what they throw
final class ValueTargets {
    private static final int LENGTH = 3_000;
    private static final int SLOTS = 20;
    private static final int CELLS = 300;
    private static final int MAX_BYTES = 40;

    private ValueTargets() {}

    /** What the records are. */
    record Point(long x, int y, String name) {
        static Point at(final Random random) {
            return new Point(random.nextLong(), random.nextInt(), "p".repeat(random.nextInt(20)));
        }
    }

    static List<Target<?>> all() {
        return List.of(
                value(), doubleValue(), record(), values(), longs(), booleans(), bytes(), records(), list(), memory());
    }

    private static <T extends SharedValue> Target<T> guarded(final Target<T> target) {
        return target.call("withLock", (value, random) -> value.withLock(() -> {}), OwnerDiedException.class)
                .call("recover", (value, random) -> value.recover(() -> {}))
                .call("toString", (value, random) -> value.toString());
    }

    private static Target<SharedLong> value() {
        return guarded(new Target<>("long", domain -> SharedLong.builder())
                .call("get", (value, random) -> value.get())
                .call("set", (value, random) -> value.set(random.nextLong()))
                .call("addExact", (value, random) -> value.addExact(random.nextLong()), ArithmeticException.class)
                .call("compareAndSet", (value, random) -> value.compareAndSet(value.get(), random.nextLong()))
                .call("getAndBitwiseXor", (value, random) -> value.getAndBitwiseXor(random.nextLong()))
                .call("increment", (value, random) -> value.incrementAndGet()));
    }

    private static Target<SharedDouble> doubleValue() {
        return guarded(new Target<>("double", domain -> SharedDouble.builder())
                .call("get", (value, random) -> value.get())
                .call("set", (value, random) -> value.set(random.nextDouble()))
                .call("addAndGet", (value, random) -> value.addAndGet(random.nextDouble())));
    }

    private static Target<SharedRecord<Point>> record() {
        return guarded(new Target<>(
                        "record",
                        domain -> SharedRecord.builder(Point.class)
                                .initialValue(new Point(1, 2, "first"))
                                .maxStringLength(20))
                .call("get", (value, random) -> value.get(), IncompatibleException.class, CorruptMessageException.class)
                .call("set", (value, random) -> value.set(Point.at(random)), IllegalArgumentException.class)
                .call(
                        "set too long",
                        (value, random) -> value.set(new Point(1, 1, "p".repeat(21))),
                        IllegalArgumentException.class)
                .call(
                        "compareAndSet",
                        (value, random) -> value.compareAndSet(value.get(), Point.at(random)),
                        IllegalArgumentException.class)
                .call(
                        "updateAndGet",
                        (value, random) -> value.updateAndGet(point -> Point.at(random)),
                        IllegalArgumentException.class));
    }

    private static Target<SharedValues> values() {
        return guarded(new Target<>("values", domain -> SharedValues.builder(SLOTS))
                .call(
                        "longAt",
                        (values, random) -> values.longAt(random.nextInt(SLOTS)).incrementAndGet(),
                        IncompatibleException.class)
                .call(
                        "intAt",
                        (values, random) -> values.intAt(random.nextInt(SLOTS)).incrementAndGet(),
                        IncompatibleException.class)
                .call(
                        "booleanAt",
                        (values, random) ->
                                values.booleanAt(random.nextInt(SLOTS)).set(true),
                        IncompatibleException.class)
                .call(
                        "doubleAt",
                        (values, random) ->
                                values.doubleAt(random.nextInt(SLOTS)).set(1),
                        IncompatibleException.class)
                .call("outside", (values, random) -> values.longAt(SLOTS), IndexOutOfBoundsException.class)
                .call("size", (values, random) -> values.size()));
    }

    private static Target<SharedLongArray> longs() {
        return guarded(new Target<>("long[]", domain -> SharedLongArray.builder(LENGTH))
                .call("get", (array, random) -> array.get(index(random, array.length())))
                .call("set", (array, random) -> array.set(index(random, array.length()), 1))
                .call("getAndAdd", (array, random) -> array.getAndAdd(index(random, array.length()), 1))
                .call("toArray", (array, random) -> array.toArray())
                .call("fill", (array, random) -> array.fill(random.nextLong()))
                .call("sort", (array, random) -> array.sort())
                .call("sum", (array, random) -> array.stream().sum())
                .call("copyTo", (array, random) -> array.copyTo(0, array, 1, array.length() - 1))
                .call("view", (array, random) -> {
                    final int length = (int) array.length();
                    final var view = array.buffer(0, length);
                    array.byteBuffer(0, length).putLong(8 * (length - 1), 1);
                    view.putLong(8 * (length - 1), view.getLong(0));
                })
                .call(
                        "outside",
                        (array, random) -> array.get(random.nextBoolean() ? -1 : array.length()),
                        IndexOutOfBoundsException.class));
    }

    private static Target<SharedBooleanArray> booleans() {
        return guarded(new Target<>("boolean[]", domain -> SharedBooleanArray.builder(LENGTH))
                .call("get", (array, random) -> array.get(index(random, array.length())))
                .call(
                        "compareAndSet",
                        (array, random) -> array.compareAndSet(index(random, array.length()), true, false))
                .call("toArray", (array, random) -> array.toArray())
                .call("fill", (array, random) -> array.fill(random.nextBoolean())));
    }

    private static Target<SharedByteArray> bytes() {
        return guarded(new Target<>("byte[]", domain -> SharedByteArray.builder(LENGTH))
                .call("get", (array, random) -> array.get(index(random, array.length())))
                .call("getAndAdd", (array, random) -> array.getAndAdd(index(random, array.length()), (byte) 1))
                .call("toArray", (array, random) -> array.toArray())
                .call("sort", (array, random) -> array.sort()));
    }

    private static Target<SharedRecordArray<Point>> records() {
        return guarded(new Target<>(
                        "record[]",
                        domain -> SharedRecordArray.builder(Point.class, CELLS)
                                .initialValue(new Point(1, 2, "first"))
                                .maxStringLength(20))
                .call("get", (array, random) -> array.get(index(random, array.length())))
                .call("set", (array, random) -> array.set(index(random, array.length()), Point.at(random)))
                .call(
                        "set too long",
                        (array, random) -> array.set(0, new Point(1, 1, "p".repeat(21))),
                        IllegalArgumentException.class)
                .call("compareAndSet", (array, random) -> {
                    final long index = index(random, array.length());
                    array.compareAndSet(index, array.get(index), Point.at(random));
                })
                .call(
                        "updateAndGet",
                        (array, random) -> array.updateAndGet(index(random, array.length()), point -> Point.at(random)))
                .call("getAndSet", (array, random) -> array.getAndSet(array.length() - 1, Point.at(random)))
                .call("fill", (array, random) -> array.fill(Point.at(random)))
                .call("setAll", (array, random) -> array.setAll(0, List.of(Point.at(random), Point.at(random))))
                .call("toList", (array, random) -> array.toList())
                .call(
                        "stream",
                        (array, random) -> array.stream().mapToInt(Point::y).sum())
                .call(
                        "outside",
                        (array, random) -> array.get(random.nextBoolean() ? -1 : array.length()),
                        IndexOutOfBoundsException.class));
    }

    private static Target<SharedList> list() {
        return guarded(new Target<>("list", domain -> SharedList.builder(CELLS).maxBytes(MAX_BYTES))
                .call("get", (list, random) -> list.get(slot(random, list)))
                .call("set", (list, random) -> list.set(slot(random, list), value(random)))
                .call(
                        "set too long",
                        (list, random) -> list.set(0, new byte[MAX_BYTES + 1]),
                        IllegalArgumentException.class)
                .call("set a stranger", (list, random) -> list.set(0, new Object()), NotTransferableException.class)
                .call("compareAndSet", (list, random) -> {
                    final int slot = slot(random, list);
                    list.compareAndSet(slot, list.get(slot), value(random));
                })
                .call("updateAndGet", (list, random) -> list.updateAndGet(slot(random, list), old -> value(random)))
                .call("indexOf", (list, random) -> list.indexOf(value(random)))
                .call("lastIndexOf", (list, random) -> list.lastIndexOf(value(random)))
                .call("count", (list, random) -> list.count(value(random)))
                .call("toArray", (list, random) -> list.toArray())
                .call(
                        "subList",
                        (list, random) -> list.subList(0, list.size() / 2).hashCode())
                .call(
                        "iterator",
                        (list, random) -> list.listIterator(list.size()).previous())
                .call("replaceAll", (list, random) -> list.replaceAll(old -> old))
                .call("equals", (list, random) -> list.equals(list.subList(0, list.size())))
                .call("add", (list, random) -> list.add(value(random)), UnsupportedOperationException.class)
                .call("clear", (list, random) -> list.clear(), UnsupportedOperationException.class)
                .call(
                        "outside",
                        (list, random) -> list.get(random.nextBoolean() ? -1 : list.size()),
                        IndexOutOfBoundsException.class));
    }

    private static int slot(final Random random, final SharedList list) {
        return (int) index(random, list.size());
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

    private static long index(final Random random, final long length) {
        return length > 1 ? random.nextLong(length) : 0;
    }

    private static Target<SharedMemory> memory() {
        final byte[] bytes = new byte[100];
        return new Target<>("memory", domain -> SharedMemory.builder(LENGTH))
                .call("get", (memory, random) -> memory.get(memory.size() - 1, new byte[100], 3, 1))
                .call("put", (memory, random) -> memory.put(index(random, memory.size()), bytes, 0, 1))
                .call("copyTo", (memory, random) -> memory.copyTo(0, memory, 1, memory.size() - 1))
                .call("fill", (memory, random) -> memory.fill(0, memory.size(), (byte) 7))
                .call("view", (memory, random) -> {
                    final int size = (int) memory.size();
                    final var view = memory.buffer(0, size);
                    memory.byteBuffer(0, size).put(size - 1, view.getByte(0));
                    view.putByte(size - 1, (byte) 3);
                })
                .call(
                        "outside",
                        (memory, random) -> memory.fill(1, memory.size(), (byte) 1),
                        IndexOutOfBoundsException.class);
    }
}
