package io.tandem.fuzz;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.IncompatibleException;
import io.tandem.sync.OwnerDiedException;
import io.tandem.value.SharedBooleanArray;
import io.tandem.value.SharedByteArray;
import io.tandem.value.SharedDouble;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import io.tandem.value.SharedMemory;
import io.tandem.value.SharedRecord;
import io.tandem.value.SharedValue;
import io.tandem.value.SharedValues;
import java.util.List;
import java.util.Random;

/** The values, arrays and memory. */
@SuppressWarnings("ReturnValueIgnored") // they are called for what they throw
final class ValueTargets {
    private static final int LENGTH = 3_000;
    private static final int SLOTS = 20;

    private ValueTargets() {}

    /** What the records are. */
    record Point(long x, int y, String name) {
        static Point at(final Random random) {
            return new Point(random.nextLong(), random.nextInt(), "p".repeat(random.nextInt(20)));
        }
    }

    static List<Target<?>> all() {
        return List.of(
                value(),
                doubleValue(),
                record(),
                values(),
                longs(),
                booleans(),
                bytes(),
                CellTargets.records(),
                CellTargets.list(),
                memory());
    }

    /** The calls that all values have. */
    static <T extends SharedValue> Target<T> guarded(final Target<T> target) {
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

    /** Any index; 0 if there is none. */
    static long index(final Random random, final long length) {
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
