package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.TestDomain;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sums as the JDK's atomics and casts make them, and exact ones. */
class ValueArithmeticTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldAddAsAtomicLongDoesWhenItIsALong() {
        final AtomicLong yardstick = new AtomicLong(Long.MAX_VALUE - 1);
        try (SharedLong value = SharedLong.builder()
                .domain(domain.get())
                .initialValue(Long.MAX_VALUE - 1)
                .create()) {
            for (int i = 0; i < 3; i++) {
                assertThat(value.getAndIncrement()).isEqualTo(yardstick.getAndIncrement());
                assertThat(value.incrementAndGet()).isEqualTo(yardstick.incrementAndGet());
                assertThat(value.getAndAdd(-7)).isEqualTo(yardstick.getAndAdd(-7));
                assertThat(value.addAndGet(9)).isEqualTo(yardstick.addAndGet(9));
                assertThat(value.getAndDecrement()).isEqualTo(yardstick.getAndDecrement());
                assertThat(value.decrementAndGet()).isEqualTo(yardstick.decrementAndGet());
            }
        }
    }

    @Test
    void shouldAddAsAtomicIntegerDoesWhenItIsAnInt() {
        final AtomicInteger yardstick = new AtomicInteger(Integer.MAX_VALUE - 1);
        try (SharedInt value = SharedInt.builder()
                .domain(domain.get())
                .initialValue(Integer.MAX_VALUE - 1)
                .create()) {
            for (int i = 0; i < 3; i++) {
                assertThat(value.getAndIncrement()).isEqualTo(yardstick.getAndIncrement());
                assertThat(value.incrementAndGet()).isEqualTo(yardstick.incrementAndGet());
                assertThat(value.getAndAdd(-7)).isEqualTo(yardstick.getAndAdd(-7));
                assertThat(value.addAndGet(9)).isEqualTo(yardstick.addAndGet(9));
                assertThat(value.getAndDecrement()).isEqualTo(yardstick.getAndDecrement());
                assertThat(value.decrementAndGet()).isEqualTo(yardstick.decrementAndGet());
            }
        }
    }

    @Test
    void shouldWrapAroundWhenASmallOneOverflows() {
        try (SharedValues values = SharedValues.builder(3).domain(domain.get()).create()) {
            final SharedShort small = values.shortAt(0);
            final SharedByte smaller = values.byteAt(1);
            final SharedChar letter = values.charAt(2);
            small.set(Short.MAX_VALUE);
            smaller.set(Byte.MIN_VALUE);

            assertThat(small.incrementAndGet()).isEqualTo(Short.MIN_VALUE);
            assertThat(small.getAndDecrement()).isEqualTo(Short.MIN_VALUE);
            assertThat(small.get()).isEqualTo(Short.MAX_VALUE);
            assertThat(smaller.decrementAndGet()).isEqualTo(Byte.MAX_VALUE);
            assertThat(smaller.addAndGet((byte) 2)).isEqualTo((byte) -127);
            assertThat(letter.getAndDecrement()).isEqualTo((char) 0);
            assertThat(letter.get()).isEqualTo(Character.MAX_VALUE);
            assertThat(letter.incrementAndGet()).isEqualTo((char) 0);
        }
    }

    @Test
    void shouldKeepTheValueWhenAnExactResultDoesNotFit() {
        try (SharedValues values = SharedValues.builder(5).domain(domain.get()).create()) {
            final SharedLong wide = values.longAt(0);
            final SharedInt number = values.intAt(1);
            final SharedShort small = values.shortAt(2);
            final SharedByte smaller = values.byteAt(3);
            final SharedChar letter = values.charAt(4);
            wide.set(Long.MAX_VALUE);
            number.set(Integer.MIN_VALUE);

            assertThat(small.addExact((short) 300)).isEqualTo((short) 300);
            assertThat(small.multiplyExact((short) 100)).isEqualTo((short) 30_000);
            assertThat(letter.addExact('a')).isEqualTo('a');
            assertThatThrownBy(() -> wide.addExact(1)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> number.subtractExact(1)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> small.addExact((short) 30_000))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("60000")
                    .hasMessageContaining("-32768 to 32767");
            assertThatThrownBy(() -> smaller.subtractExact(Byte.MIN_VALUE)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> letter.subtractExact('b')).isInstanceOf(ArithmeticException.class);

            assertThat(wide.get()).isEqualTo(Long.MAX_VALUE);
            assertThat(number.get()).isEqualTo(Integer.MIN_VALUE);
            assertThat(small.get()).isEqualTo((short) 30_000);
            assertThat(smaller.get()).isZero();
            assertThat(letter.get()).isEqualTo('a');
        }
    }

    @Test
    void shouldAddAndCompareByBitsWhenItIsFloatingPoint() {
        try (SharedValues values = SharedValues.builder(2).domain(domain.get()).create()) {
            final SharedDouble wide = values.doubleAt(0);
            final SharedFloat number = values.floatAt(1);

            assertThat(wide.getAndAdd(0.1)).isZero();
            assertThat(wide.addAndGet(0.2)).isEqualTo(0.1 + 0.2);
            assertThat(number.addAndGet(0.1f)).isEqualTo(0.1f);
            assertThat(number.addAndGet(0.2f)).isEqualTo(0.1f + 0.2f);
            wide.set(0.0);

            assertThat(wide.compareAndSet(-0.0, 1)).isFalse();
            wide.set(Double.NaN);
            assertThat(wide.compareAndSet(Double.NaN, 1)).isTrue();
        }
    }

    @Test
    void shouldCombineBitsWhenAMaskIsGiven() {
        try (SharedValues values = SharedValues.builder(2).domain(domain.get()).create()) {
            final SharedInt bits = values.intAt(0);
            final SharedBoolean flag = values.booleanAt(1);
            bits.set(0b1100);

            assertThat(bits.getAndBitwiseAnd(0b0110)).isEqualTo(0b1100);
            assertThat(bits.getAndBitwiseOr(0b0011)).isEqualTo(0b0100);
            assertThat(bits.getAndBitwiseXor(0b0101)).isEqualTo(0b0111);
            assertThat(bits.get()).isEqualTo(0b0010);
            assertThat(flag.getAndBitwiseOr(true)).isFalse();
            assertThat(flag.getAndBitwiseXor(true)).isTrue();
            assertThat(flag.get()).isFalse();
        }
    }
}
