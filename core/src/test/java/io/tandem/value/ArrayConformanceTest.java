package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.MemoryOption;
import io.tandem.testing.TestDomain;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.stream.BaseStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrays of all types do, beside plain ones on the heap. */
@ParameterizedClass
@MethodSource("types")
@SuppressWarnings("try") // closed without use
class ArrayConformanceTest {
    private static final int LENGTH = 1000;
    private static final List<String> MODES = List.of("", "Volatile", "Opaque");
    private static final List<String> FUNCTIONS =
            List.of("getAndUpdate", "updateAndGet", "getAndAccumulate", "accumulateAndGet");

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Parameter
    Class<?> type;

    private ArrayUnderTest kind;

    static List<Class<?>> types() {
        return ArrayUnderTest.TYPES;
    }

    @BeforeEach
    void choose() {
        kind = new ArrayUnderTest(type);
    }

    private SharedArray create(final long length) {
        return kind.builder(length).domain(domain.get()).create();
    }

    private SharedArray named(final long length) {
        return kind.builder(length).domain(domain.get()).name("array").openOrCreate();
    }

    private Object heapOf(final SharedArray array) {
        return kind.call(array, "toArray");
    }

    @Test
    void shouldHoldWhatAPlainArrayHoldsWhenSetInEveryMode() {
        try (SharedArray array = create(LENGTH)) {
            for (final String mode : MODES) {
                for (int i = 0; i < LENGTH; i++) {
                    kind.call(array, "set" + mode, (long) i, kind.of(i * 7L + mode.length()));
                    assertThat(kind.call(array, "get" + mode, (long) i)).isEqualTo(kind.of(i * 7L + mode.length()));
                }
                assertThat(kind.call(array, "get", 0L)).isEqualTo(kind.of(mode.length()));
            }
            kind.call(array, "setRelease", LENGTH - 1L, kind.of(77));

            assertThat(kind.call(array, "getAcquire", LENGTH - 1L)).isEqualTo(kind.of(77));
            assertThat(array.length()).isEqualTo(LENGTH);
        }
    }

    @Test
    void shouldReachTheSameElementsWhenIndexesAreInts() {
        try (SharedArray array = create(LENGTH)) {
            for (int i = 0; i < LENGTH; i++) {
                kind.call(array, "set", i, kind.of(i * 7L));
                assertThat(kind.call(array, "get", i)).isEqualTo(kind.of(i * 7L));
            }

            assertThat(kind.call(array, "get", 999L)).isEqualTo(kind.of(999 * 7L));
            assertThat(kind.call(array, "get", 0)).isEqualTo(kind.of(0));
        }
    }

    @Test
    void shouldReachTheLastIntWhenTheArrayGoesOnBehindIt() {
        try (SharedArray array = kind.builder(1L << 31)
                .domain(domain.get())
                .memory(MemoryOption.SPARSE)
                .create()) {
            kind.call(array, "set", Integer.MAX_VALUE - 1, kind.of(3));
            kind.call(array, "set", Integer.MAX_VALUE, kind.of(5));

            assertThat(kind.call(array, "get", Integer.MAX_VALUE)).isEqualTo(kind.of(5));
            assertThat(kind.call(array, "get", (long) Integer.MAX_VALUE)).isEqualTo(kind.of(5));
            assertThat(kind.call(array, "get", Integer.MAX_VALUE - 1)).isEqualTo(kind.of(3));
            assertThatThrownBy(() -> kind.call(array, "get", -1))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("2147483648");
        }
    }

    @Test
    void shouldExchangeOneElementAloneWhenComparedWithTheRightValue() {
        try (SharedArray array = create(9)) {
            final Object one = kind.of(1);
            final Object zero = kind.of(0);
            for (long i = 0; i < 9; i += 2) {
                assertThat(kind.call(array, "compareAndSet", i, one, one)).isEqualTo(false);
                assertThat(kind.call(array, "compareAndSet", i, zero, one)).isEqualTo(true);
                assertThat(kind.call(array, "compareAndExchange", i, zero, zero))
                        .isEqualTo(one);
                assertThat(kind.call(array, "compareAndExchange", i, one, zero)).isEqualTo(one);
                assertThat(kind.call(array, "getAndSet", i, one)).isEqualTo(zero);
            }

            for (long i = 0; i < 9; i++) {
                assertThat(kind.call(array, "get", i)).isEqualTo(i % 2 == 0 ? one : zero);
            }
        }
    }

    @Test
    void shouldAddAndWrapAroundAsItsTypeWhenItIsANumber() {
        Assumptions.assumeFalse(kind.isBoolean(), "booleans aren't added");
        try (SharedArray array = create(3)) {
            assertThat(kind.call(array, "getAndAdd", 1L, kind.of(100))).isEqualTo(kind.of(0));
            assertThat(kind.call(array, "addAndGet", 1L, kind.of(100))).isEqualTo(kind.of(200));
            if (type != double.class && type != float.class) {
                assertThat(kind.call(array, "getAndIncrement", 1L)).isEqualTo(kind.of(200));
                assertThat(kind.call(array, "incrementAndGet", 1L)).isEqualTo(kind.of(202));
                assertThat(kind.call(array, "getAndDecrement", 1L)).isEqualTo(kind.of(202));
                assertThat(kind.call(array, "decrementAndGet", 1L)).isEqualTo(kind.of(200));
            }

            assertThat(heapOf(array)).isEqualTo(with(kind.heap(3), 1, kind.of(200)));
        }
    }

    @Test
    void shouldHoldWhatAFunctionGaveWhenChangedByOne() {
        try (SharedArray array = create(3)) {
            kind.call(array, "set", 1L, kind.of(100));

            assertThat(kind.call(array, "getAndUpdate", 1L, kind.unary(x -> 2 * x + 1)))
                    .isEqualTo(kind.of(100));
            assertThat(kind.call(array, "updateAndGet", 1L, kind.unary(x -> x + 3)))
                    .isEqualTo(kind.of(204));
            assertThat(kind.call(array, "getAndAccumulate", 1L, kind.of(5), kind.binary((a, b) -> a + 2 * b)))
                    .isEqualTo(kind.of(204));
            assertThat(kind.call(array, "accumulateAndGet", 1L, kind.of(7), kind.binary((a, b) -> a - b)))
                    .isEqualTo(kind.of(207));

            assertThat(heapOf(array)).isEqualTo(with(kind.heap(3), 1, kind.of(207)));
        }
    }

    @Test
    void shouldCallAFunctionAgainWhenTheElementWasChangedMeanwhile() {
        try (SharedArray array = create(3)) {
            for (final String function : FUNCTIONS) {
                kind.call(array, "set", 1L, kind.of(0));
                final AtomicInteger calls = new AtomicInteger();

                final Object result = change(array, 1, function, x -> {
                    if (calls.getAndIncrement() == 0) {
                        kind.call(array, "set", 1L, kind.of(3));
                    }
                    return x + 1;
                });

                assertThat(calls).as(function).hasValue(2);
                assertThat(result).as(function).isEqualTo(kind.of(function.startsWith("getAnd") ? 3 : 4));
                assertThat(kind.call(array, "get", 1L)).as(function).isEqualTo(kind.of(4));
            }
        }
    }

    @Test
    void shouldStayAsItWasWhenAFunctionThrows() {
        try (SharedArray array = create(3)) {
            kind.call(array, "set", 1L, kind.of(1));

            for (final String function : FUNCTIONS) {
                assertThatThrownBy(() -> change(array, 1, function, x -> {
                            throw new ArithmeticException(function);
                        }))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage(function);
            }

            assertThat(heapOf(array)).isEqualTo(with(kind.heap(3), 1, kind.of(1)));
        }
    }

    private Object change(
            final SharedArray array, final long index, final String function, final LongUnaryOperator change) {
        return function.contains("ccumulate")
                ? kind.call(array, function, index, kind.of(9), kind.binary((a, b) -> change.applyAsLong(a)))
                : kind.call(array, function, index, kind.unary(change));
    }

    @Test
    void shouldStreamElementsInOrderWhenItIsOfNumbers() {
        Assumptions.assumeFalse(kind.isBoolean(), "booleans aren't streamed");
        try (SharedArray array = create(LENGTH)) {
            kind.call(array, "set", 0L, kind.heap(LENGTH, -3), 0, LENGTH);

            final List<Object> all = new ArrayList<>();
            final List<Object> some = new ArrayList<>();
            ((BaseStream<?, ?>) kind.call(array, "stream")).iterator().forEachRemaining(x -> all.add(element(x)));
            ((BaseStream<?, ?>) kind.call(array, "stream", 2L, 7L))
                    .iterator()
                    .forEachRemaining(x -> some.add(element(x)));

            assertThat(all).hasSize(LENGTH);
            assertThat(all.get(0)).isEqualTo(kind.of(-3));
            assertThat(all.get(LENGTH - 1)).isEqualTo(kind.of(LENGTH - 4));
            assertThat(some).isEqualTo(all.subList(2, 7));
        }
    }

    private Object element(final Object streamed) {
        return kind.of(((Number) streamed).longValue());
    }

    private static Object with(final Object array, final int index, final Object value) {
        Array.set(array, index, value);
        return array;
    }

    @Test
    void shouldRefuseWhenAnIndexOrARangeIsOutside() {
        try (SharedArray array = create(10)) {
            final Object value = kind.of(1);
            for (final long index : new long[] {-1, 10, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 61, 1L << 32}) {
                for (final String mode : List.of("", "Volatile", "Opaque", "Acquire")) {
                    assertOutside(() -> kind.call(array, "get" + mode, index));
                }
                for (final String set : List.of("set", "setVolatile", "setOpaque", "setRelease", "getAndSet")) {
                    assertOutside(() -> kind.call(array, set, index, value));
                }
                assertOutside(() -> kind.call(array, "compareAndSet", index, value, value));
                assertOutside(() -> kind.call(array, "compareAndExchange", index, value, value));
                if (!kind.isBoolean()) {
                    assertOutside(() -> kind.call(array, "getAndAdd", index, value));
                    assertOutside(() -> kind.call(array, "stream", index, index + 1));
                }
                FUNCTIONS.forEach(function -> assertOutside(() -> change(array, index, function, x -> x + 1)));
            }
            for (final int index : new int[] {-1, 10, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertOutside(() -> kind.call(array, "get", index));
                assertOutside(() -> kind.call(array, "set", index, value));
            }
            final Object heap = kind.heap(20);
            for (final long[] range : new long[][] {{-1, 2}, {0, 11}, {10, 1}, {11, 0}, {Long.MAX_VALUE, 2}, {3, -1}}) {
                final long from = range[0];
                final int length = (int) range[1];
                assertOutside(() -> kind.call(array, "get", from, heap, 0, length));
                assertOutside(() -> kind.call(array, "set", from, heap, 0, length));
                assertOutside(() -> kind.call(array, "copyTo", from, array, 0L, (long) length));
                assertOutside(() -> kind.call(array, "copyTo", 0L, array, from, (long) length));
                assertOutside(() -> kind.call(array, "fill", from, from + length, value));
                assertOutside(() -> kind.call(array, "toArray", from, from + length));
                assertOutside(() -> array.buffer(from, length));
                assertOutside(() -> array.byteBuffer(from, length));
            }
            assertOutside(() -> kind.call(array, "get", 0L, heap, 15, 6));
            assertOutside(() -> kind.call(array, "set", 0L, heap, -1, 6));
            assertOutside(() -> kind.call(array, "set", 0L, heap, Integer.MAX_VALUE, 6));

            assertThat(heapOf(array)).isEqualTo(kind.heap(10));
        }
    }

    private static void assertOutside(final ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldCopyAsArraycopyDoesWhenRangesAreRandom() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        try (SharedArray array = named(LENGTH);
                SharedArray same = named(LENGTH)) {
            final Object expected = kind.heap(LENGTH);
            for (int round = 0; round < 200; round++) {
                final int length = random.nextInt(LENGTH / 2);
                final int from = random.nextInt(LENGTH - length);
                final int to = random.nextInt(LENGTH - length);
                final Object values = kind.heap(LENGTH, random.nextInt());
                kind.call(array, "set", (long) from, values, to, length);
                System.arraycopy(values, to, expected, from, length);
                kind.call(array, "copyTo", (long) from, same, (long) to, (long) length);
                System.arraycopy(expected, from, expected, to, length);
                kind.call(same, "fill", (long) from, from + length / 4L, kind.of(round));
                for (int i = from; i < from + length / 4; i++) {
                    Array.set(expected, i, kind.of(round));
                }

                assertThat(heapOf(array)).as("seed %d", seed).isEqualTo(expected);
                final Object copy = kind.heap(LENGTH);
                kind.call(same, "get", (long) to, copy, from, length);
                final Object expectedCopy = kind.heap(LENGTH);
                System.arraycopy(expected, to, expectedCopy, from, length);
                assertThat(copy).as("seed %d", seed).isEqualTo(expectedCopy);
            }
        }
        kind.delete(domain.get(), "array");
    }

    /** More than one piece of a copy, and overlapping by less than one. */
    @Test
    void shouldCopyWhenRangesTakeSeveralPieces() {
        final int length = (5 << 20) / kind.bytes();
        try (SharedArray array = create(length)) {
            final Object values = kind.heap(length, 3);
            kind.call(array, "set", 0L, values, 0, length);

            kind.call(array, "copyTo", 0L, array, 100L, length - 100L);
            System.arraycopy(values, 0, values, 100, length - 100);
            assertThat(heapOf(array)).isEqualTo(values);
            kind.call(array, "copyTo", 50L, array, 0L, length - 50L);
            System.arraycopy(values, 50, values, 0, length - 50);
            assertThat(heapOf(array)).isEqualTo(values);
            kind.call(array, "fill", kind.of(1));
            assertThat(kind.call(array, "get", length - 1L)).isEqualTo(kind.of(1));
        }
    }

    @Test
    void shouldSortAsArraysDoWhenElementsRepeatOrAreMany() throws Exception {
        Assumptions.assumeFalse(kind.isBoolean(), "booleans aren't sorted");
        final long seed = System.nanoTime();
        for (final int different : new int[] {1, 100, Integer.MAX_VALUE}) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Object values = kind.heap(300_000);
            for (int i = 0; i < 300_000; i++) {
                Array.set(values, i, kind.of(random.nextInt(different) - different / 2));
            }
            if (type == double.class) {
                Array.set(values, 7, Double.NaN);
                Array.set(values, 8, -0.0);
            }
            try (SharedArray array = create(300_000)) {
                kind.call(array, "set", 0L, values, 0, 300_000);

                kind.call(array, "sort", 1L, 299_999L);
                Arrays.class
                        .getMethod("sort", values.getClass(), int.class, int.class)
                        .invoke(null, values, 1, 299_999);

                assertThat(heapOf(array)).as("seed %d", seed).isEqualTo(values);
            }
        }
    }

    @Test
    void shouldShowBytesInTheMachinesOrderWhenViewed() {
        try (SharedArray array = create(LENGTH)) {
            final Object value = kind.of(0x41);
            kind.call(array, "set", 3L, value);

            assertThat(array.buffer(2, 4).capacity()).isEqualTo(4 * kind.bytes());
            assertThat(array.byteBuffer(2, 4).remaining()).isEqualTo(4 * kind.bytes());
            assertThat(array.byteBuffer(2, 4).order()).isEqualTo(ByteOrder.nativeOrder());
            array.buffer(7, 1).setMemory(0, kind.bytes(), (byte) 1);

            assertThat(kind.call(array, "get", 7L)).isNotEqualTo(kind.of(0));
            assertThat(array.buffer(LENGTH, 0).capacity()).isZero();
            if (kind.bytes() > 1) {
                assertThatThrownBy(() -> array.buffer(0, Integer.MAX_VALUE))
                        .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
            }
        }
    }

    @Test
    void shouldHaveNothingWhenItsLengthIsZero() {
        try (SharedArray array = create(0);
                SharedArray values = kind.of(kind.heap(0))) {
            assertThat(array.length()).isZero();
            assertThat(heapOf(array)).isEqualTo(kind.heap(0));
            assertThat(values.length()).isZero();
            kind.call(array, "fill", kind.of(1));
            assertOutside(() -> kind.call(array, "get", 0L));
        }
    }

    @Test
    void shouldRefuseWithBothValuesWhenTypeOrLengthIsAnother() {
        final ArrayUnderTest other = new ArrayUnderTest(type == long.class ? int.class : long.class);
        try (SharedArray array = named(10)) {
            kind.call(array, "set", 9L, kind.of(5));

            assertThatThrownBy(() -> named(11))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("\"10\"")
                    .hasMessageContaining("\"11\"");
            assertThatThrownBy(() -> other.builder(10)
                            .domain(domain.get())
                            .name("array")
                            .adoptExisting()
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("\"" + type.getName() + "\"");
            assertThatThrownBy(() -> kind.builder(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-1");
            try (SharedArray adopted = (SharedArray) kind.builder(0)
                    .domain(domain.get())
                    .name("array")
                    .adoptExisting()
                    .open()) {
                assertThat(adopted.length()).isEqualTo(10);
                assertThat(kind.call(adopted, "get", 9L)).isEqualTo(kind.of(5));
            }
        }
        assertThat(kind.delete(domain.get(), "array")).isTrue();
        assertThat(kind.delete(domain.get(), "array")).isFalse();
    }

    @Test
    void shouldRefuseEveryCallAndChangeNothingWhenItsHandleIsClosed() {
        try (SharedArray open = named(10)) {
            final SharedArray array = named(10);
            array.close();
            array.close();
            final Object value = kind.of(1);
            final Object heap = kind.heap(2, 1);
            final Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
            for (final String get : List.of("get", "getVolatile", "getOpaque", "getAcquire")) {
                calls.put(get, () -> kind.call(array, get, 1L));
            }
            for (final String set : List.of("set", "setVolatile", "setOpaque", "setRelease", "getAndSet")) {
                calls.put(set, () -> kind.call(array, set, 1L, value));
            }
            calls.put("get at an int", () -> kind.call(array, "get", 1));
            calls.put("set at an int", () -> kind.call(array, "set", 1, value));
            calls.put("CAS", () -> kind.call(array, "compareAndSet", 1L, kind.of(0), value));
            calls.put("CAE", () -> kind.call(array, "compareAndExchange", 1L, kind.of(0), value));
            FUNCTIONS.forEach(function -> calls.put(function, () -> change(array, 1, function, x -> x + 1)));
            if (!kind.isBoolean()) {
                calls.put("getAndAdd", () -> kind.call(array, "getAndAdd", 1L, value));
                calls.put("stream", () -> kind.call(array, "stream"));
            }
            calls.put("bulk get", () -> kind.call(array, "get", 0L, heap, 0, 2));
            calls.put("bulk set", () -> kind.call(array, "set", 0L, heap, 0, 2));
            calls.put("toArray", () -> kind.call(array, "toArray"));
            calls.put("fill", () -> kind.call(array, "fill", value));
            calls.put("copyTo", () -> kind.call(array, "copyTo", 0L, open, 0L, 2L));
            calls.put("copied to", () -> kind.call(open, "copyTo", 0L, array, 0L, 2L));
            calls.put("buffer", () -> array.buffer(0, 1));
            calls.put("byteBuffer", () -> array.byteBuffer(0, 1));
            calls.put("withLock", () -> array.withLock(() -> 1));
            calls.put("recover", () -> array.recover(() -> {}));

            calls.forEach((name, call) -> assertThatThrownBy(call)
                    .as(name)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("array \"array\"")
                    .hasMessageContaining("closed"));

            assertThat(array.isClosed()).isTrue();
            assertThat(array.length()).isEqualTo(10);
            assertThat(Array.get(heapOf(open), 5)).isEqualTo(kind.of(0));
        }
        kind.delete(domain.get(), "array");
    }

    /** No element is left whose own look could tell. */
    @Test
    void shouldRefuseAStreamWhenTheHandleIsClosedAtItsLastElement() {
        Assumptions.assumeFalse(kind.isBoolean(), "booleans aren't streamed");
        final SharedArray array = create(1);
        final BaseStream<?, ?> stream = (BaseStream<?, ?>) kind.call(array, "stream");

        assertThatThrownBy(() -> stream.spliterator().forEachRemaining(last -> array.close()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
