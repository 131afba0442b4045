package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many values in one file. */
class SharedValuesTest {
    private static final int MANY = 10_000;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedValues.Builder builder(final int count) {
        return SharedValues.builder(count).domain(domain.get());
    }

    @Test
    void shouldBeOneFileWhenThereAreTenThousandCounters() throws Exception {
        try (SharedValues values = builder(MANY).create()) {
            final List<SharedLong> counters =
                    IntStream.range(0, MANY).mapToObj(values::longAt).toList();

            for (int i = 0; i < MANY; i++) {
                counters.get(i).getAndAdd(i);
            }

            assertThat(values.size()).isEqualTo(MANY);
            for (int i = 0; i < MANY; i++) {
                assertThat(values.longAt(i).get()).isEqualTo(i);
            }
            try (Stream<Path> files = Files.list(domain.directory().resolve("objects"))) {
                final List<Path> all = files.toList();
                assertThat(all).hasSize(1);
                assertThat(Files.size(all.get(0))).isLessThan(16L * MANY + 16_384);
            }
        }
    }

    @Test
    void shouldKeepNeighboursApartWhenTheyAreOfAnyType() {
        for (final boolean padded : new boolean[] {false, true}) {
            final SharedValues.Builder builder = builder(8);
            try (SharedValues values = (padded ? builder.padded() : builder).create()) {
                values.longAt(0).set(-1);
                values.intAt(1).set(-1);
                values.doubleAt(2).set(Double.NaN);
                values.floatAt(3).set(Float.NaN);
                values.booleanAt(4).set(true);
                values.shortAt(5).set((short) -1);
                values.byteAt(6).set((byte) -1);
                values.charAt(7).set('x');

                values.longAt(0).set(0);
                values.doubleAt(2).set(0);

                assertThat(values.intAt(1).get()).isEqualTo(-1);
                assertThat(values.floatAt(3).get()).isNaN();
                assertThat(values.booleanAt(4).get()).isTrue();
                assertThat(values.shortAt(5).get()).isEqualTo((short) -1);
                assertThat(values.byteAt(6).get()).isEqualTo((byte) -1);
                assertThat(values.charAt(7).get()).isEqualTo('x');
            }
        }
    }

    @Test
    void shouldRefuseAnotherTypeWhenASlotHasOne() {
        try (SharedValues values = builder(2).create()) {
            values.longAt(1);

            assertThatThrownBy(() -> values.intAt(1))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("Slot 1")
                    .hasMessageContaining("used as long")
                    .hasMessageContaining("asked for as int");
            assertThat(values.longAt(1).get()).isZero();
        }
    }

    @Test
    void shouldRefuseWhenThereIsNoSuchSlotOrNumberOfThem() {
        try (SharedValues values = builder(2).create()) {
            assertThatThrownBy(() -> values.longAt(2))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("0 to 1");
            assertThatThrownBy(() -> values.longAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> builder(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder(16_777_214).padded())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16777213");
    }

    @Test
    void shouldRefuseWhenTheyAreNotAsAskedUnlessAdopted() {
        final SharedValues.Builder named = builder(3).name("values");
        try (SharedValues made = named.create()) {
            made.longAt(2).set(5);

            assertThatThrownBy(() -> builder(4).name("values").open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("count");
            assertThatThrownBy(() -> builder(3).padded().name("values").open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("slot");
            try (SharedValues adopted =
                    builder(1).name("values").adoptExisting().open()) {
                assertThat(adopted.size()).isEqualTo(3);
                assertThat(adopted.longAt(2).get()).isEqualTo(5);
            }
        } finally {
            SharedValues.delete(domain.get(), "values");
        }
    }

    @Test
    void shouldCloseTheSlotsWhenTheWholeIsClosedAndNotTheOtherWay() {
        final SharedValues values = builder(2).create();
        final SharedLong first = values.longAt(0);
        final SharedLong second = values.longAt(1);

        first.close();

        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
        assertThat(second.incrementAndGet()).isEqualTo(1);
        values.close();
        assertThat(second.isClosed()).isTrue();
        assertThatThrownBy(second::get).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> values.longAt(0)).isInstanceOf(IllegalStateException.class);
    }
}
