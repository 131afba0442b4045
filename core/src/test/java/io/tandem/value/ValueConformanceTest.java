package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.testing.TestDomain;
import io.tandem.value.ValueUnderTest.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All faces, as values of their own seen through two handles, and as slots, dense and padded, do what the JDK's atomics do. The
 * yardstick holds the very boxes of a table, so that it compares values by identity as the faces compare them by bits.
 */
class ValueConformanceTest {
    private static final int STEPS = 400;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private final List<AutoCloseable> open = new ArrayList<>();

    /** How a face comes to its memory. */
    enum Place {
        ALONE,
        DENSE_SLOT,
        PADDED_SLOT
    }

    static Stream<Arguments> variants() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Place.values()).map(place -> Arguments.of(kind, place)));
    }

    @AfterEach
    void close() throws Exception {
        for (final AutoCloseable handle : open) {
            handle.close();
        }
        SharedLong.delete(domain.get(), "value");
        SharedValues.delete(domain.get(), "values");
    }

    /** Two handles with a mapping each. */
    private ValueUnderTest[] pair(final Kind kind, final Place place) {
        final ValueUnderTest[] pair = new ValueUnderTest[2];
        for (int i = 0; i < pair.length; i++) {
            if (place == Place.ALONE) {
                pair[i] = kind.builder(domain.get(), "value").openOrCreate();
                open.add(pair[i].handle());
            } else {
                final SharedValues.Builder builder =
                        SharedValues.builder(3).domain(domain.get()).name("values");
                final SharedValues values = (place == Place.PADDED_SLOT ? builder.padded() : builder).openOrCreate();
                open.add(values);
                pair[i] = kind.slot(values, 1);
            }
        }
        return pair;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldDoWhatAnAtomicDoesWhenTwoHandlesAreUsedInTurn(final Kind kind, final Place place) {
        final ValueUnderTest[] pair = pair(kind, place);
        final Object[] samples = kind.samples();
        final AtomicReference<Object> yardstick = new AtomicReference<>(samples[0]);
        final long seed = System.nanoTime();
        final Random random = new Random(seed);

        for (int step = 0; step < STEPS; step++) {
            final ValueUnderTest value = pair[random.nextInt(2)];
            final Object first = canonical(samples, samples[random.nextInt(samples.length)]);
            final Object second = canonical(samples, samples[random.nextInt(samples.length)]);
            final int operation = random.nextInt(11);
            final Object seen = canonical(samples, act(value, operation, first, second, samples));
            final Object expected = act(yardstick, operation, first, second);

            assertThat(seen).as("operation %d, seed %d", operation, seed).isEqualTo(expected);
            assertThat(pair[0].get())
                    .as("operation %d, seed %d", operation, seed)
                    .isEqualTo(yardstick.get());
            assertThat(pair[1].get())
                    .as("operation %d, seed %d", operation, seed)
                    .isEqualTo(yardstick.get());
        }
    }

    /** The box in the table that equals this one: there -0.0 isn't 0.0, and NaN is itself. */
    private static Object canonical(final Object[] samples, final Object value) {
        for (final Object sample : samples) {
            if (sample.equals(value)) {
                return sample;
            }
        }
        return value;
    }

    private static Object act(
            final ValueUnderTest value,
            final int operation,
            final Object first,
            final Object second,
            final Object[] samples) {
        return switch (operation) {
            case 0 -> {
                value.set(first);
                yield value.get();
            }
            case 1 -> {
                value.setPlain(first);
                yield value.getPlain();
            }
            case 2 -> {
                value.setOpaque(first);
                yield value.getOpaque();
            }
            case 3 -> {
                value.setRelease(first);
                yield value.getAcquire();
            }
            case 4 -> value.compareAndSet(first, second);
            case 5 -> value.compareAndExchange(first, second);
            case 6 -> value.getAndSet(first);
            case 7 -> value.getAndUpdate(before -> canonical(samples, before).equals(first) ? second : before);
            case 8 -> value.updateAndGet(before -> canonical(samples, before).equals(first) ? second : before);
            case 9 -> value.getAndAccumulate(first, (before, operand) -> before.equals(operand) ? second : operand);
            default -> value.accumulateAndGet(first, (before, operand) -> before.equals(operand) ? second : operand);
        };
    }

    private static Object act(
            final AtomicReference<Object> value, final int operation, final Object first, final Object second) {
        return switch (operation) {
            case 0, 1, 2, 3 -> {
                value.set(first);
                yield value.get();
            }
            case 4 -> value.compareAndSet(first, second);
            case 5 -> value.compareAndExchange(first, second);
            case 6 -> value.getAndSet(first);
            case 7 -> value.getAndUpdate(before -> before.equals(first) ? second : before);
            case 8 -> value.updateAndGet(before -> before.equals(first) ? second : before);
            case 9 -> value.getAndAccumulate(first, (before, operand) -> before.equals(operand) ? second : operand);
            default -> value.accumulateAndGet(first, (before, operand) -> before.equals(operand) ? second : operand);
        };
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldKeepTheValueWhenAnOperatorThrows(final Kind kind, final Place place) {
        final ValueUnderTest value = pair(kind, place)[0];
        final Object sample = kind.samples()[1];
        value.set(sample);

        assertThatThrownBy(() -> value.updateAndGet(before -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(value.get()).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldRefuseAndChangeNothingWhenClosed(final Kind kind, final Place place) {
        final ValueUnderTest[] pair = pair(kind, place);
        final Object sample = kind.samples()[1];

        pair[0].handle().close();

        assertThat(pair[0].handle().isClosed()).isTrue();
        assertThat(pair[0].handle().toString()).endsWith(", closed");
        assertThatThrownBy(pair[0]::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed");
        assertThatThrownBy(() -> pair[0].set(sample)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pair[0].getAndSet(sample)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pair[0].handle().withLock(() -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(pair[1].get()).isEqualTo(kind.samples()[0]);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldTellItsNameAndValueWhenAsked(final Kind kind, final Place place) {
        final ValueUnderTest value = pair(kind, place)[0];

        assertThat(value.handle().name()).hasValue(place == Place.ALONE ? "value" : "values");
        assertThat(value.handle().domain()).isEqualTo(domain.get());
        assertThat(value.handle().toString())
                .isEqualTo(
                        place == Place.ALONE
                                ? "Value \"value\": " + kind.samples()[0]
                                : "Slot 1 of values \"values\": " + kind.samples()[0]);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStartWithTheInitialValueWhenItIsCreated(final Kind kind) {
        final Object[] samples = kind.samples();

        final ValueUnderTest made =
                kind.builder(domain.get(), "value").initialValue(samples[1]).create();
        open.add(made.handle());
        final ValueUnderTest found =
                kind.builder(domain.get(), "value").initialValue(samples[2]).openOrCreate();
        open.add(found.handle());

        assertThat(made.get()).isEqualTo(samples[1]);
        assertThat(found.get()).isEqualTo(samples[1]);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhenTheNameIsNotAsAsked(final Kind kind) {
        final Kind other = Kind.values()[(kind.ordinal() + 1) % Kind.values().length];

        assertThatThrownBy(() -> kind.builder(domain.get(), "value").open())
                .isInstanceOf(ObjectNotFoundException.class);
        open.add(kind.builder(domain.get(), "value").create().handle());

        assertThatThrownBy(() -> kind.builder(domain.get(), "value").create())
                .isInstanceOf(ObjectExistsException.class);
        assertThatThrownBy(() -> other.builder(domain.get(), "value").open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(kind.name().toLowerCase(java.util.Locale.ROOT))
                .hasMessageContaining(other.name().toLowerCase(java.util.Locale.ROOT));
        assertThatThrownBy(() -> SharedValues.builder(1)
                        .domain(domain.get())
                        .name("value")
                        .open())
                .isInstanceOf(IncompatibleException.class);
    }
}
