package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record as a whole, whoever writes and dies. */
@SuppressWarnings("try") // closed without use
class SharedRecordTest {
    private static final int ROUNDS = 20_000;
    private static final int LONGEST = 100;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** All of it tells the same number, if it isn't torn. */
    record Wide(
            long first,
            int number,
            String text,
            double middle,
            @Nullable String other,
            long last) {
        static Wide of(final int number) {
            final String text = Integer.toString(number % 10).repeat(number % LONGEST);
            return new Wide(number, number, text, number, number % 3 == 0 ? null : text + "\u20ac", number);
        }

        boolean isWhole() {
            return equals(of(number));
        }
    }

    record Unfit(List<String> texts) {}

    @AfterEach
    void delete() {
        SharedRecord.delete(domain.get(), "record");
    }

    private SharedRecord<Wide> open() {
        return open(domain.get());
    }

    private static SharedRecord<Wide> open(final io.tandem.segment.Domain domain) {
        return SharedRecord.builder(Wide.class)
                .domain(domain)
                .name("record")
                .maxStringLength(LONGEST)
                .initialValue(Wide.of(0))
                .openOrCreate();
    }

    @Test
    void shouldGiveWhatWasSetWhenTwoHandlesAreUsedInTurn() {
        try (SharedRecord<Wide> mine = open();
                SharedRecord<Wide> other = open()) {
            assertThat(other.get()).isEqualTo(Wide.of(0));

            for (int i = 1; i < 300; i++) {
                (i % 2 == 0 ? mine : other).set(Wide.of(i));

                assertThat(mine.get()).isEqualTo(Wide.of(i));
                assertThat(other.get()).isEqualTo(Wide.of(i));
            }
        }
    }

    @Test
    void shouldChangeOnlyWhatIsExpectedWhenCompared() {
        try (SharedRecord<Wide> mine = open();
                SharedRecord<Wide> other = open()) {
            assertThat(mine.compareAndSet(Wide.of(1), Wide.of(2))).isFalse();
            assertThat(mine.compareAndSet(Wide.of(0), Wide.of(2))).isTrue();
            assertThat(other.getAndSet(Wide.of(3))).isEqualTo(Wide.of(2));
            assertThat(other.getAndUpdate(wide -> Wide.of(wide.number() + 1))).isEqualTo(Wide.of(3));
            assertThat(mine.updateAndGet(wide -> Wide.of(wide.number() + 1))).isEqualTo(Wide.of(5));
            assertThat(other.get()).isEqualTo(Wide.of(5));
        }
    }

    @Test
    void shouldNeverBeTornWhenOthersWrite() throws Exception {
        try (SharedRecord<Wide> mine = open();
                SharedRecord<Wide> other = open()) {
            final AtomicBoolean done = new AtomicBoolean();
            final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    other.updateAndGet(wide -> Wide.of(wide.number() + 1));
                }
                done.set(true);
            });

            int last = 0;
            int updates = 0;
            while (!done.get() && !writer.isDone()) {
                final Wide seen = mine.get();
                assertThat(seen.isWhole()).as("%s", seen).isTrue();
                assertThat(seen.number()).isGreaterThanOrEqualTo(last);
                last = seen.number();
                if (updates < ROUNDS) {
                    mine.updateAndGet(wide -> Wide.of(wide.number() + 1));
                    updates++;
                }
            }
            writer.get(60, TimeUnit.SECONDS);

            assertThat(mine.get()).isEqualTo(Wide.of(ROUNDS + updates));
        }
    }

    /** Two writes in the middle of a read are what it takes to tear it; so many of them that it asks for the lock. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 64})
    void shouldReadAgainWhenWritesOvertakeIt(final int overtakings) {
        final AtomicInteger left = new AtomicInteger();
        try (SharedRecord<Wide> other = open()) {
            final Runnable overtake = () -> {
                if (left.getAndDecrement() > 0) {
                    other.set(Wide.of(left.get() + 100));
                    other.set(Wide.of(left.get()));
                }
            };
            try (HookedBuffers hooked = HookedBuffers.before("getBytes", overtake);
                    SharedRecord<Wide> mine = open()) {
                left.set(overtakings);

                final Wide seen = mine.get();

                assertThat(seen).isEqualTo(Wide.of(0));
                assertThat(left.get()).isLessThanOrEqualTo(0);
            }
        }
    }

    /** After two writes the same copy is current again, and the record isn't the one that was read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldComputeAgainWhenWritesOvertakeAnUpdate(final int overtakings) {
        final AtomicInteger left = new AtomicInteger(overtakings);
        try (SharedRecord<Wide> mine = open();
                SharedRecord<Wide> other = open()) {
            final Wide after = mine.updateAndGet(wide -> {
                while (left.getAndDecrement() > 0) {
                    other.set(Wide.of(left.get() + 50));
                }
                return Wide.of(wide.number() + 1);
            });

            assertThat(after).isEqualTo(Wide.of(51));
            assertThat(other.get()).isEqualTo(after);
        }
    }

    @Test
    void shouldBeTheOldOrTheNewOneWhenAWriterDiesAtAnyStep() {
        boolean sawOld = false;
        boolean sawNew = false;
        boolean died = true;
        long step = 1;
        try (SharedRecord<Wide> mine = open()) {
            for (; died; step++) {
                final Wide before = Wide.of((int) step * 10);
                final Wide after = Wide.of((int) step * 10 + 1);
                mine.set(before);
                final TestDomain.OtherProcess victim = domain.otherProcess("victim");
                try (CrashPoint point = CrashPoint.never()) {
                    final SharedRecord<Wide> theirs = open(victim.domain());
                    point.dieIn(step);
                    try {
                        theirs.set(after);
                    } catch (final CrashSignal e) {
                        assertThat(point.hasDied()).isTrue();
                    }
                    died = point.hasDied();
                }
                final Wide whileUnproven = mine.get();
                victim.kill();

                assertThat(whileUnproven).isIn(before, after);
                assertThat(mine.get()).isEqualTo(whileUnproven);
                sawOld |= whileUnproven.equals(before);
                sawNew |= whileUnproven.equals(after);
                assertThat(mine.updateAndGet(wide -> Wide.of(wide.number() + 2)).number())
                        .isEqualTo(whileUnproven.number() + 2);
                assertThat(mine.get().isWhole()).isTrue();
                assertThat(step).isLessThan(100);
            }
        }
        assertThat(sawOld).isTrue();
        assertThat(sawNew).isTrue();
        assertThat(step).isGreaterThan(5);
    }

    @Test
    void shouldRefuseAndChangeNothingWhenAStringIsTooLong() {
        try (SharedRecord<Wide> mine = open()) {
            final String long101 = "x".repeat(LONGEST + 1);

            assertThatThrownBy(() -> mine.set(new Wide(1, 1, long101, 1, null, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("text")
                    .hasMessageContaining("101")
                    .hasMessageContaining("100");
            assertThatThrownBy(() -> mine.set(new Wide(1, 1, "\u20ac".repeat(500), 1, "\u20ac".repeat(500), 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("500");
            assertThat(mine.get()).isEqualTo(Wide.of(0));
        }
    }

    @Test
    void shouldRefuseWhenItIsNotAsAsked() {
        try (SharedRecord<Wide> mine = open()) {
            assertThatThrownBy(() -> SharedRecord.builder(Wide.class)
                            .domain(domain.get())
                            .name("record")
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("strings");
            try (SharedRecord<Wide> adopted = SharedRecord.builder(Wide.class)
                    .domain(domain.get())
                    .name("record")
                    .adoptExisting()
                    .open()) {
                adopted.set(Wide.of(99));
                assertThat(mine.get()).isEqualTo(Wide.of(99));
            }
            assertThatThrownBy(() -> SharedLong.builder()
                            .domain(domain.get())
                            .name("record")
                            .open())
                    .isInstanceOf(IncompatibleException.class);
        }
        assertThatThrownBy(() -> SharedRecord.builder(Unfit.class))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("texts");
        assertThatThrownBy(() ->
                        SharedRecord.builder(Wide.class).domain(domain.get()).create())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("initial value");
    }

    @Test
    void shouldRefuseWhenClosed() {
        final SharedRecord<Wide> mine = open();

        mine.close();

        assertThatThrownBy(mine::get).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mine.set(Wide.of(1))).isInstanceOf(IllegalStateException.class);
        try (SharedRecord<Wide> again = open()) {
            assertThat(again.get()).isEqualTo(Wide.of(0));
        }
    }

    /** The last of those that disturb a reader stops in the lock: it lives, and never goes on. */
    @Test
    void shouldReadWithoutTheLockWhenTheWriterThatDisturbedItIsStopped() throws Exception {
        final int disturbances = 64;
        final AtomicInteger left = new AtomicInteger(disturbances);
        try (SharedRecord<Wide> other = open()) {
            final Runnable disturb = () -> {
                if (left.getAndDecrement() > 0) {
                    other.set(Wide.of(left.get() + 1));
                    if (left.get() == 0) {
                        stopWriting();
                    }
                }
            };
            final SharedRecord<Wide> mine;
            try (HookedBuffers hooked = HookedBuffers.before("getBytes", disturb)) {
                mine = open();
            }

            final Wide seen = CompletableFuture.supplyAsync(mine::get).get(30, TimeUnit.SECONDS);

            assertThat(seen).isEqualTo(Wide.of(1));
            assertThat(left.get()).isNegative();
            mine.close();
        }
    }

    private void stopWriting() {
        final TestDomain.OtherProcess stopped = domain.otherProcess("stopped");
        try (CrashPoint point = CrashPoint.never()) {
            final SharedRecord<Wide> theirs = open(stopped.domain());
            point.dieIn(2); // the lock, and no more
            assertThatThrownBy(() -> theirs.set(Wide.of(500))).isInstanceOf(CrashSignal.class);
        }
    }

    @Test
    void shouldEndTheWaitOfAWriterWhenItsHandleIsClosed() throws Exception {
        final SharedRecord<Wide> mine = open();
        stopWriting();
        final BlockedCall<Boolean> writing = BlockedCall.start(() -> mine.compareAndSet(Wide.of(0), Wide.of(1)));

        mine.close();

        assertThat(writing.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }
}
