package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.process.ChildProcess;
import io.tandem.segment.MemoryOption;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Numbers in memory of one's own layout. */
@SuppressWarnings("try") // closed without use
class SharedMemoryNumbersTest {
    private static final int SIZE = 100;
    private static final int ADDITIONS = 50_000;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedMemory create(final long size) {
        return SharedMemory.builder(size).domain(domain.get()).create();
    }

    private static byte[] bytes(final SharedMemory memory, final long position, final int length) {
        final byte[] bytes = new byte[length];
        memory.get(position, bytes, 0, length);
        return bytes;
    }

    /** What goes to one place, with how many bytes that place has. */
    private record Call(int bytes, LongConsumer at) {}

    private static Map<String, Call> plain(final SharedMemory memory) {
        final Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("getByte", new Call(1, memory::getByte));
        calls.put("getShort", new Call(2, memory::getShort));
        calls.put("getChar", new Call(2, memory::getChar));
        calls.put("getInt", new Call(4, memory::getInt));
        calls.put("getFloat", new Call(4, memory::getFloat));
        calls.put("getLong", new Call(8, memory::getLong));
        calls.put("getDouble", new Call(8, memory::getDouble));
        calls.put("putByte", new Call(1, at -> memory.putByte(at, (byte) 1)));
        calls.put("putShort", new Call(2, at -> memory.putShort(at, (short) 1)));
        calls.put("putChar", new Call(2, at -> memory.putChar(at, 'x')));
        calls.put("putInt", new Call(4, at -> memory.putInt(at, 1)));
        calls.put("putFloat", new Call(4, at -> memory.putFloat(at, 1)));
        calls.put("putLong", new Call(8, at -> memory.putLong(at, 1)));
        calls.put("putDouble", new Call(8, at -> memory.putDouble(at, 1)));
        return calls;
    }

    private static Map<String, Call> atomic(final SharedMemory memory) {
        final Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("getIntVolatile", new Call(4, memory::getIntVolatile));
        calls.put("putIntVolatile", new Call(4, at -> memory.putIntVolatile(at, 1)));
        calls.put("compareAndSetInt", new Call(4, at -> memory.compareAndSetInt(at, 0, 1)));
        calls.put("compareAndExchangeInt", new Call(4, at -> memory.compareAndExchangeInt(at, 0, 1)));
        calls.put("getAndAddInt", new Call(4, at -> memory.getAndAddInt(at, 1)));
        calls.put("getLongVolatile", new Call(8, memory::getLongVolatile));
        calls.put("putLongVolatile", new Call(8, at -> memory.putLongVolatile(at, 1)));
        calls.put("compareAndSetLong", new Call(8, at -> memory.compareAndSetLong(at, 0, 1)));
        calls.put("compareAndExchangeLong", new Call(8, at -> memory.compareAndExchangeLong(at, 0, 1)));
        calls.put("getAndAddLong", new Call(8, at -> memory.getAndAddLong(at, 1)));
        return calls;
    }

    private static Map<String, Call> all(final SharedMemory memory) {
        final Map<String, Call> calls = plain(memory);
        calls.putAll(atomic(memory));
        return calls;
    }

    @Test
    void shouldGiveNumbersBackWhenPutAtAnyPosition() {
        try (SharedMemory memory = create(SIZE)) {
            for (int i = 0; i <= 8; i++) {
                memory.putByte(i, (byte) -3);
                assertThat(memory.getByte(i)).isEqualTo((byte) -3);
                memory.putShort(i, Short.MIN_VALUE);
                assertThat(memory.getShort(i)).isEqualTo(Short.MIN_VALUE);
                memory.putChar(i, Character.MAX_VALUE);
                assertThat(memory.getChar(i)).isEqualTo(Character.MAX_VALUE);
                memory.putInt(i, -4);
                assertThat(memory.getInt(i)).isEqualTo(-4);
                memory.putFloat(i, -0.0f);
                assertThat(memory.getFloat(i)).isEqualTo(-0.0f);
                memory.putDouble(i, Double.MIN_VALUE);
                assertThat(memory.getDouble(i)).isEqualTo(Double.MIN_VALUE);
                memory.putLong(i, Long.MIN_VALUE + 5);
                assertThat(memory.getLong(i)).isEqualTo(Long.MIN_VALUE + 5);
            }
        }
    }

    @Test
    void shouldPlaceTheLeastByteFirstAndTouchNoOtherWhenNumbersArePut() {
        try (SharedMemory memory = create(SIZE)) {
            memory.putLong(1, 0x0807060504030201L);
            memory.putInt(10, 0x04030201);
            memory.putShort(15, (short) 0x0201);
            memory.putChar(18, (char) 0x0201);
            memory.putDouble(21, 1);
            memory.putFloat(30, 1);
            memory.putLongVolatile(40, 0x0807060504030201L);
            memory.putIntVolatile(52, 0x04030201);

            assertThat(bytes(memory, 0, 10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 0);
            assertThat(bytes(memory, 10, 5)).containsExactly(1, 2, 3, 4, 0);
            assertThat(bytes(memory, 15, 6)).containsExactly(1, 2, 0, 1, 2, 0);
            assertThat(bytes(memory, 20, 10)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0);
            assertThat(bytes(memory, 30, 5)).containsExactly(0, 0, 0x80, 0x3f, 0);
            assertThat(bytes(memory, 39, 10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 0);
            assertThat(bytes(memory, 51, 6)).containsExactly(0, 1, 2, 3, 4, 0);
        }
    }

    @Test
    void shouldChangeAlignedNumbersInOneStepWhenTheyAreAsExpected() {
        try (SharedMemory memory = create(SIZE)) {
            memory.putLongVolatile(8, 5);
            memory.putIntVolatile(4, 5);

            assertThat(memory.compareAndSetLong(8, 4, 6)).isFalse();
            assertThat(memory.compareAndSetLong(8, 5, 6)).isTrue();
            assertThat(memory.compareAndExchangeLong(8, 5, 7)).isEqualTo(6);
            assertThat(memory.compareAndExchangeLong(8, 6, Long.MAX_VALUE)).isEqualTo(6);
            assertThat(memory.getAndAddLong(8, 1)).isEqualTo(Long.MAX_VALUE);
            assertThat(memory.getLongVolatile(8)).isEqualTo(Long.MIN_VALUE);
            assertThat(memory.compareAndSetInt(4, 4, 6)).isFalse();
            assertThat(memory.compareAndSetInt(4, 5, 6)).isTrue();
            assertThat(memory.compareAndExchangeInt(4, 5, 7)).isEqualTo(6);
            assertThat(memory.compareAndExchangeInt(4, 6, Integer.MAX_VALUE)).isEqualTo(6);
            assertThat(memory.getAndAddInt(4, 1)).isEqualTo(Integer.MAX_VALUE);
            assertThat(memory.getIntVolatile(4)).isEqualTo(Integer.MIN_VALUE);
            assertThat(bytes(memory, 0, 4)).containsOnly(0);
            assertThat(bytes(memory, 16, SIZE - 16)).containsOnly(0);
        }
    }

    @Test
    void shouldReachNumbersWhenTheyLieBehindTwoGibibytes() {
        final long far = (1L << 32) + 24;
        try (SharedMemory memory = SharedMemory.builder(far + 16)
                .domain(domain.get())
                .memory(MemoryOption.SPARSE)
                .create()) {
            memory.putLong(far + 8, 42);
            memory.getAndAddLong(far, 7);

            assertThat(memory.getLong(far + 8)).isEqualTo(42);
            assertThat(memory.buffer(far, 16).getLong(0)).isEqualTo(7);
            assertThat(memory.getLong(24)).isZero();
            assertThat(memory.getLong(32)).isZero();
        }
    }

    @Test
    void shouldRefuseAndChangeNothingWhenANumberIsNotWithin() {
        try (SharedMemory memory = create(SIZE);
                SharedMemory tiny = create(1)) {
            all(memory).forEach((name, call) -> {
                final long[] outside = {
                    -1, -call.bytes(), SIZE - call.bytes() + 1, SIZE, Long.MAX_VALUE, Long.MAX_VALUE - 7, Long.MIN_VALUE
                };
                for (final long position : outside) {
                    assertThatThrownBy(() -> call.at().accept(position))
                            .as("%s at %d", name, position)
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            });
            assertThatThrownBy(() -> tiny.putLong(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);

            assertThat(bytes(memory, 0, SIZE)).containsOnly(0);
            plain(memory).forEach((name, call) -> call.at().accept(SIZE - call.bytes()));
            atomic(memory).forEach((name, call) -> call.at().accept(SIZE - call.bytes() & -call.bytes()));
        }
    }

    @Test
    void shouldRefuseAndChangeNothingWhenAnAtomicNumberIsNotAligned() {
        try (SharedMemory memory = create(SIZE)) {
            atomic(memory).forEach((name, call) -> {
                for (int position = 1; position < 16; position++) {
                    final int at = position;
                    if (at % call.bytes() != 0) {
                        assertThatThrownBy(() -> call.at().accept(at))
                                .as("%s at %d", name, at)
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("Position " + at + " ")
                                .hasMessageContaining("a multiple of " + call.bytes());
                    }
                }
            });

            assertThat(bytes(memory, 0, SIZE)).containsOnly(0);
        }
    }

    @Test
    void shouldRefuseNumbersWhenItsHandleIsClosed() {
        final SharedMemory memory = create(SIZE);

        memory.close();

        all(memory)
                .forEach((name, call) -> assertThatThrownBy(() -> call.at().accept(8))
                        .as(name)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed"));
    }

    @Test
    void shouldLoseNoAdditionWhenTwoProcessesAdd() throws Exception {
        try (SharedMemory memory = create(32);
                ChildProcess child = ChildProcess.builder()
                        .domain(domain.get())
                        .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        .start(() -> add(memory))) {
            add(memory);

            assertThat(child.join(Duration.ofSeconds(60))).isTrue();
            assertThat(memory.getIntVolatile(4)).isEqualTo(2 * ADDITIONS);
            assertThat(memory.getIntVolatile(8)).isEqualTo(2 * ADDITIONS);
            assertThat(memory.getLongVolatile(16)).isEqualTo(2 * ADDITIONS);
            assertThat(memory.getLongVolatile(24)).isEqualTo(2 * ADDITIONS);
        }
    }

    private static void add(final SharedMemory memory) {
        for (int i = 0; i < ADDITIONS; i++) {
            memory.getAndAddInt(4, 1);
            memory.getAndAddLong(16, 1);
            int seenInt;
            do {
                seenInt = memory.getIntVolatile(8);
            } while (!memory.compareAndSetInt(8, seenInt, seenInt + 1));
            long seen;
            do {
                seen = memory.getLongVolatile(24);
            } while (!memory.compareAndSetLong(24, seen, seen + 1));
        }
    }
}
