package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements as a whole, whoever writes and dies. */
@SuppressWarnings("try") // closed without use
class SharedRecordArrayTest {
    private static final int ROUNDS = 10_000;
    private static final int LONGEST = 100;
    /** More than there are locks. */
    private static final int LENGTH = 40;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** All of it tells the same number, if it isn't torn. */
    record Wide(long first, String text, @Nullable String other, long last) {
        static Wide of(final long number) {
            final String text = Long.toString(number % 10).repeat((int) (number % LONGEST));
            return new Wide(number, text, number % 3 == 0 ? null : text + "\u20ac", number);
        }

        boolean isWhole() {
            return equals(of(first));
        }
    }

    record Other(long first) {}

    @AfterEach
    void delete() {
        SharedRecordArray.delete(domain.get(), "array");
    }

    private SharedRecordArray<Wide> open() {
        return open(domain.get());
    }

    private static SharedRecordArray<Wide> open(final Domain domain) {
        return builder(domain, LENGTH).openOrCreate();
    }

    private static SharedRecordArray.Builder<Wide> builder(final Domain domain, final long length) {
        return SharedRecordArray.builder(Wide.class, length)
                .domain(domain)
                .name("array")
                .maxStringLength(LONGEST)
                .initialValue(Wide.of(0));
    }

    @Test
    void shouldGiveWhatWasSetWhenTwoHandlesAreUsedInTurn() {
        try (SharedRecordArray<Wide> mine = open();
                SharedRecordArray<Wide> other = open()) {
            assertThat(other.toList()).isEqualTo(Collections.nCopies(LENGTH, Wide.of(0)));

            for (int i = 1; i < 5 * LENGTH; i++) {
                (i % 2 == 0 ? mine : other).set(i % LENGTH, Wide.of(i));

                assertThat(mine.get(i % LENGTH)).isEqualTo(Wide.of(i));
                assertThat(other.get(i % LENGTH)).isEqualTo(Wide.of(i));
            }
            for (int i = 0; i < LENGTH; i++) {
                assertThat(mine.get(i)).isEqualTo(Wide.of(i + 4 * LENGTH));
            }
        }
    }

    @Test
    void shouldChangeOnlyWhatIsExpectedWhenCompared() {
        try (SharedRecordArray<Wide> mine = open()) {
            assertThat(mine.compareAndSet(7, Wide.of(1), Wide.of(2))).isFalse();
            assertThat(mine.compareAndSet(7, Wide.of(0), Wide.of(2))).isTrue();
            assertThat(mine.getAndSet(7, Wide.of(3))).isEqualTo(Wide.of(2));
            assertThat(mine.getAndUpdate(7, wide -> Wide.of(wide.first() + 1))).isEqualTo(Wide.of(3));
            assertThat(mine.updateAndGet(7, wide -> Wide.of(wide.first() + 1))).isEqualTo(Wide.of(5));
            assertThat(mine.get(7)).isEqualTo(Wide.of(5));
            assertThat(mine.get(6)).isEqualTo(Wide.of(0));
            assertThat(mine.get(8)).isEqualTo(Wide.of(0));
        }
    }

    @Test
    void shouldChangeTheRangeAloneWhenRangesAreFilledAndCopied() {
        try (SharedRecordArray<Wide> mine = open()) {
            mine.fill(Wide.of(1));
            mine.fill(10, 20, Wide.of(2));
            mine.setAll(18, List.of(Wide.of(3), Wide.of(4), Wide.of(5)));

            assertThat(mine.stream().map(Wide::first).toList().subList(9, 22))
                    .containsExactly(1L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 3L, 4L, 5L, 1L);
            assertThat(mine.toList(19, 21)).containsExactly(Wide.of(4), Wide.of(5));
            assertThat(mine.stream(LENGTH, LENGTH)).isEmpty();
            final Wide tooLong = new Wide(1, "x".repeat(LONGEST + 1), null, 1);
            assertThatThrownBy(() -> mine.setAll(0, List.of(Wide.of(9), tooLong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("text", "101", "100");
            assertThatThrownBy(() -> mine.fill(tooLong)).isInstanceOf(IllegalArgumentException.class);
            assertThat(mine.get(0)).isEqualTo(Wide.of(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, LENGTH, Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldRefuseWhenAnIndexIsOutOfBounds(final long index) {
        try (SharedRecordArray<Wide> mine = open()) {
            final Wide value = Wide.of(1);

            assertThatThrownBy(() -> mine.get(index)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.set(index, value)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.compareAndSet(index, value, value))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.updateAndGet(index, wide -> wide))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.fill(index, LENGTH + 1, value)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.setAll(index, List.of(value))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.toList(0, index == LENGTH ? index + 1 : index))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(mine.toList()).isEqualTo(Collections.nCopies(LENGTH, Wide.of(0)));
        }
    }

    @Test
    void shouldNeverBeTornAndLoseNoUpdateWhenOthersWrite() throws Exception {
        try (SharedRecordArray<Wide> mine = open();
                SharedRecordArray<Wide> other = open()) {
            final AtomicBoolean done = new AtomicBoolean();
            final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    other.updateAndGet(i % 2, wide -> Wide.of(wide.first() + 1));
                }
                done.set(true);
            });

            long updates = 0;
            while (!done.get() && !writer.isDone()) {
                final int index = (int) (updates % 2);
                final Wide seen = mine.get(index);
                assertThat(seen.isWhole()).as("%s", seen).isTrue();
                mine.updateAndGet(index, wide -> Wide.of(wide.first() + 1));
                updates++;
            }
            writer.get(60, TimeUnit.SECONDS);

            assertThat(mine.get(0).first() + mine.get(1).first()).isEqualTo(ROUNDS + updates);
        }
    }

    /** Two writes in the middle of a read are what it takes to tear it; so many of them that it asks for the lock. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 64})
    void shouldReadAgainWhenWritesOvertakeIt(final int overtakings) {
        final AtomicInteger left = new AtomicInteger();
        try (SharedRecordArray<Wide> other = open()) {
            final Runnable overtake = () -> {
                if (left.getAndDecrement() > 0) {
                    other.set(3, Wide.of(left.get() + 100));
                    other.set(3, Wide.of(left.get()));
                }
            };
            try (HookedBuffers hooked = HookedBuffers.before("getBytes", overtake);
                    SharedRecordArray<Wide> mine = open()) {
                left.set(overtakings);

                final Wide seen = mine.get(3);

                assertThat(seen).isEqualTo(Wide.of(0));
                assertThat(left.get()).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void shouldBeTheOldOrTheNewOneWhenAWriterDiesAtAnyStep() {
        int old = 0;
        int changed = 0;
        try (SharedRecordArray<Wide> mine = open()) {
            boolean died = true;
            for (int step = 1; died; step++) {
                final Wide before = Wide.of(step * 10);
                final Wide after = Wide.of(step * 10 + 1);
                mine.set(5, before);
                final TestDomain.OtherProcess victim = domain.otherProcess("victim");
                died = dieWriting(victim.domain(), step, after);
                final Wide whileUnproven = mine.get(5);
                victim.kill();

                assertThat(whileUnproven).isIn(before, after);
                assertThat(mine.get(5)).isEqualTo(whileUnproven);
                if (whileUnproven.equals(before)) {
                    old++;
                } else {
                    changed++;
                }
                assertThat(mine.updateAndGet(5, wide -> Wide.of(wide.first() + 2)))
                        .isEqualTo(Wide.of(whileUnproven.first() + 2));
                assertThat(mine.get(4)).isEqualTo(Wide.of(0));
                assertThat(mine.get(6)).isEqualTo(Wide.of(0));
                assertThat(step).isLessThan(100);
            }
        }
        assertThat(old).isGreaterThan(3);
        assertThat(changed).isGreaterThan(1);
    }

    private static boolean dieWriting(final Domain theirs, final long step, final Wide value) {
        try (CrashPoint point = CrashPoint.never()) {
            final SharedRecordArray<Wide> array = open(theirs);
            point.dieIn(step);
            try {
                array.set(5, value);
            } catch (final CrashSignal e) {
                assertThat(point.hasDied()).isTrue();
            }
            return point.hasDied();
        }
    }

    @Test
    void shouldHoldUpTheSameLockAloneWhenAWriterIsStopped() throws Exception {
        final SharedRecordArray<Wide> mine = open();
        final TestDomain.OtherProcess stopped = domain.otherProcess("stopped");
        assertThat(dieWriting(stopped.domain(), 2, Wide.of(500))).isTrue();

        final Wide read = mine.get(5);
        CompletableFuture.runAsync(() -> mine.set(6, Wide.of(6))).get(30, TimeUnit.SECONDS);
        final BlockedCall<Boolean> writing = BlockedCall.start(() -> mine.compareAndSet(5, Wide.of(0), Wide.of(1)));
        mine.close();

        assertThat(read).isEqualTo(Wide.of(0));
        assertThat(writing.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void shouldRefuseAndNameBothWhenItIsNotAsAsked() {
        try (SharedRecordArray<Wide> mine = open()) {
            assertThatThrownBy(() -> builder(domain.get(), LENGTH + 1).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("length", "40", "41");
            assertThatThrownBy(() -> builder(domain.get(), LENGTH)
                            .maxStringLength(LONGEST + 1)
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("strings", "100", "101");
            final SharedRecordArray.Builder<Other> other = SharedRecordArray.builder(Other.class, LENGTH)
                    .domain(domain.get())
                    .maxStringLength(LONGEST)
                    .name("array");
            assertThatThrownBy(other::open)
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("Wide", "Other");
            assertThatThrownBy(() -> other.adoptExisting().open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("Wide", "Other");
            assertThatThrownBy(() -> SharedLongArray.builder(LENGTH)
                            .domain(domain.get())
                            .name("array")
                            .adoptExisting()
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("Wide", "long");
            try (SharedRecordArray<Wide> adopted =
                    builder(domain.get(), 1).maxStringLength(2).adoptExisting().open()) {
                assertThat(adopted.length()).isEqualTo(LENGTH);
                adopted.set(LENGTH - 1, Wide.of(99));
                assertThat(mine.get(LENGTH - 1)).isEqualTo(Wide.of(99));
            }
        }
    }

    @Test
    void shouldRefuseWhenItCannotBeMade() {
        assertThatThrownBy(() -> SharedRecordArray.builder(Wide.class, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> SharedRecordArray.builder(Wide.class, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedRecordArray.builder(Wide.class, 1)
                        .domain(domain.get())
                        .create())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("initialValue");
        try (SharedRecordArray<Wide> none = builder(domain.get(), 0).create()) {
            assertThat(none.toList()).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhenClosed() {
        final SharedRecordArray<Wide> mine = open();

        mine.close();

        assertThatThrownBy(() -> mine.get(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mine.set(0, Wide.of(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mine.fill(Wide.of(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(mine::toList).isInstanceOf(IllegalStateException.class);
        assertThat(mine.length()).isEqualTo(LENGTH);
        try (SharedRecordArray<Wide> again = open()) {
            assertThat(again.get(0)).isEqualTo(Wide.of(0));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "tandem.long", matches = "true")
    void shouldReachEveryElementWhenItIsLargerThanOneBuffer() {
        final Other none = new Other(-1);
        final int length = 40_000_000;
        try (SharedRecordArray<Other> large = SharedRecordArray.builder(Other.class, length)
                .domain(domain.get())
                .initialValue(none)
                .create()) {
            for (long index = 0; index < length; index += 999_983) {
                large.set(index, new Other(index));
            }
            large.set(length - 1, new Other(length - 1));

            for (long index = 0; index < length; index += 999_983) {
                assertThat(large.get(index)).isEqualTo(new Other(index));
            }
            assertThat(large.get(length - 1)).isEqualTo(new Other(length - 1));
            assertThat(large.get(1)).isEqualTo(none);
        }
    }
}
