package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.Waitable;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingTest {
    private final AtomicBoolean flag = new AtomicBoolean();
    private final LocalEvent event = new LocalEvent();
    private final TestSource source = new TestSource(event.word(), flag::get);

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @AfterEach
    void unforceProcessors() {
        Processors.override(0);
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldReturnAtOnceWhenTheConditionHolds(final WaitPolicy policy) throws Exception {
        try (RecordingSystem system = RecordingSystem.install()) {
            final boolean held = Waiting.await(policy, source, slow -> true, Waiting.FOREVER);

            assertThat(held).isTrue();
            assertThat(system.calls("futexWait")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldReturnWhenSignalled(final WaitPolicy policy) throws Exception {
        final FutureTask<Boolean> waiting =
                start(() -> Waiting.await(policy, source, slow -> flag.get(), Waiting.FOREVER));

        flag.set(true);
        event.signal();

        assertThat(waiting.get(30, SECONDS)).isTrue();
    }

    @Test
    void shouldLeaveTheWordToTheCollectorWhenTheSleepIsOver() throws Exception {
        final WeakReference<EventWord> word = sleepOnAWordOfItsOwn();

        await().until(() -> {
            System.gc();
            return word.refersTo(null);
        });
    }

    private static WeakReference<EventWord> sleepOnAWordOfItsOwn() throws InterruptedException {
        final EventWord word = new LocalEvent().word();
        Waiting.await(WaitPolicy.SLEEP, new TestSource(word, () -> false), slow -> false, MILLISECONDS.toNanos(2));
        return new WeakReference<>(word);
    }

    @Test
    void shouldWakeAllThatSleepWhenSignalledOnce() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final List<FutureTask<Boolean>> sleepers = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                final int count = i;
                sleepers.add(start(() -> Waiting.await(WaitPolicy.SLEEP, source, slow -> flag.get(), Waiting.FOREVER)));
                await().until(() -> system.calls("futexWait") >= count);
            }

            flag.set(true);
            event.signal();

            for (final FutureTask<Boolean> sleeper : sleepers) {
                assertThat(sleeper.get(30, SECONDS)).isTrue();
            }
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @Test
    void shouldLookSlowlyBeforeTheFirstSleepWhenTheLastSlowLookIsOld() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            assertThat(Waiting.await(WaitPolicy.SLEEP, source, slow -> slow, Waiting.FOREVER))
                    .isTrue();

            assertThat(system.calls("futexWait")).isZero();
        }
    }

    @Test
    void shouldLookSlowlyOnceMoreWhenTheTimeIsUp() throws Exception {
        Waiting.await(WaitPolicy.SLEEP, source, slow -> slow, Waiting.FOREVER);

        final boolean held = Waiting.await(WaitPolicy.SLEEP, source, slow -> slow, MILLISECONDS.toNanos(10));

        assertThat(held).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void shouldOnlyLookWhenThereIsNoTime(final long timeout) throws Exception {
        try (RecordingSystem system = RecordingSystem.install()) {
            final AtomicInteger slowLooks = new AtomicInteger();

            final boolean held =
                    Waiting.await(WaitPolicy.SLEEP, source, slow -> slow && slowLooks.incrementAndGet() == 0, timeout);

            assertThat(held).isFalse();
            assertThat(slowLooks).hasValue(1);
            assertThat(system.calls("futexWait")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldReturnFalseWhenTheTimeIsUp(final WaitPolicy policy) throws Exception {
        final long start = System.nanoTime();

        final boolean held = Waiting.await(policy, source, slow -> false, MILLISECONDS.toNanos(70));

        assertThat(held).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(70));
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldGoOnWaitingWhenTheTimeoutIsAsLongAsTheyGet(final WaitPolicy policy) throws Exception {
        final FutureTask<Boolean> waiting =
                start(() -> Waiting.await(policy, source, slow -> flag.get(), Long.MAX_VALUE - 1));

        assertThat(waiting)
                .satisfies(task -> assertThatThrownBy(() -> task.get(120, MILLISECONDS))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class));
        flag.set(true);
        event.signal();

        assertThat(waiting.get(30, SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0",
        "PT-1S, 0",
        "PT-2562047788015215H, 0",
        "PT0.000000001S, 1",
        "PT2562047H, 9223369200000000000",
        "PT9223372036.854775806S, 9223372036854775806",
        "PT9223372036.854775807S, 9223372036854775807",
        "PT9223372036.999999999S, 9223372036854775807",
        "PT2562047788015215H, 9223372036854775807"
    })
    void shouldSaturateWhenADurationIsTooLong(final Duration duration, final long expected) {
        assertThat(Waiting.nanos(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldThrowWhenInterruptedBefore(final WaitPolicy policy) {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Waiting.await(policy, source, slow -> true, 1))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldThrowWhenInterruptedDuring(final WaitPolicy policy) throws Exception {
        final AtomicInteger looks = new AtomicInteger();
        final FutureTask<Boolean> waiting = new FutureTask<>(
                () -> Waiting.await(policy, source, slow -> looks.incrementAndGet() < 0, Waiting.FOREVER));
        final Thread thread = new Thread(waiting);
        thread.start();
        await().until(() -> looks.get() > 1);

        thread.interrupt();

        assertThatThrownBy(() -> waiting.get(30, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    /**
     * Sleeps last 20 s: an interruption that only sets a flag would be noticed too late. Not so on JDK 17, whose
     * {@code Thread.interrupt} looks for what blocks the thread before it sets the flag: a thread that goes to sleep in between
     * sees neither, and the end of its slice of 50 ms must show the interruption.
     */
    @Test
    void shouldMissNoInterruptionWhenItComesAtAnyMoment() throws Exception {
        final boolean flagFirst = Runtime.version().feature() >= 25;
        try (RecordingSystem system = flagFirst ? RecordingSystem.installWithLongSlices() : RecordingSystem.install()) {
            final AtomicInteger interruptions = new AtomicInteger();
            final AtomicBoolean stop = new AtomicBoolean();
            final Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    try {
                        Waiting.await(WaitPolicy.SLEEP, source, slow -> stop.get(), Waiting.FOREVER);
                    } catch (final InterruptedException e) {
                        interruptions.incrementAndGet();
                    }
                }
            });
            thread.start();

            final long start = System.nanoTime();
            for (int i = 1; i <= 3_000 && System.nanoTime() - start < SECONDS.toNanos(5); i++) {
                final int expected = i;
                thread.interrupt();
                spinUntil(() -> interruptions.get() == expected);
            }
            stop.set(true);
            event.signal();
            thread.join(SECONDS.toMillis(30));

            assertThat(thread.isAlive()).isFalse();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    /** The kernel waits fastest for a single word; what else ends a sleep disturbs that one. */
    @Test
    void shouldSleepOnTheTargetsWordAloneWhenAPlatformThreadWaits() throws Exception {
        try (RecordingSystem system = RecordingSystem.install()) {
            Waiting.await(WaitPolicy.SLEEP, source, slow -> false, MILLISECONDS.toNanos(20));

            assertThat(system.mostWords()).isEqualTo(1);
        }
    }

    @Test
    void shouldLetTheOthersSleepOnWhenOneIsInterrupted() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final FutureTask<Boolean> patient =
                    start(() -> Waiting.await(WaitPolicy.SLEEP, source, slow -> flag.get(), Waiting.FOREVER));
            final FutureTask<Boolean> other =
                    new FutureTask<>(() -> Waiting.await(WaitPolicy.SLEEP, source, slow -> false, Waiting.FOREVER));
            final Thread thread = new Thread(other);
            thread.start();
            await().until(() -> system.calls("futexWait") >= 2);

            thread.interrupt();

            assertThatThrownBy(() -> other.get(30, SECONDS)).hasCauseInstanceOf(InterruptedException.class);
            flag.set(true);
            event.signal();
            assertThat(patient.get(30, SECONDS)).isTrue();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @Test
    void shouldThrowWhenInterruptedWithoutAWordToSleepOn() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final EventSources none = new EventSources();
            final FutureTask<List<Waitable>> waiting = new FutureTask<>(() -> none.await(Waiting.FOREVER));
            final Thread thread = new Thread(waiting);
            thread.start();
            await().until(() -> system.calls("futexWait") > 0);

            thread.interrupt();

            assertThatThrownBy(() -> waiting.get(30, SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldKeepTheInterruptionForLaterWhenWaitingUninterruptibly() throws Exception {
        final AtomicInteger looks = new AtomicInteger();
        final FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            Waiting.awaitUninterruptibly(
                    WaitPolicy.SLEEP, source, slow -> looks.incrementAndGet() > 0 && flag.get(), Waiting.FOREVER);
            return Thread.currentThread().isInterrupted();
        });
        final Thread thread = new Thread(waiting);
        thread.start();
        await().until(() -> looks.get() > 1);

        thread.interrupt();
        assertThatThrownBy(() -> waiting.get(100, MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        flag.set(true);
        event.signal();

        assertThat(waiting.get(30, SECONDS)).isTrue();
    }

    @Test
    void shouldLookSlowlyOncePerSliceWhenInterruptedAgainAndAgain() throws Exception {
        final AtomicInteger slowLooks = new AtomicInteger();
        final FutureTask<Boolean> waiting = new FutureTask<>(() -> Waiting.awaitUninterruptibly(
                WaitPolicy.SLEEP, source, slow -> slow && slowLooks.incrementAndGet() == 3, Waiting.FOREVER));
        final Thread thread = new Thread(waiting);
        thread.start();

        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            thread.interrupt();
            return waiting.isDone();
        });

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void shouldEndWhenTheConditionThrows() {
        assertThatThrownBy(() -> Waiting.await(
                        WaitPolicy.SLEEP,
                        source,
                        slow -> {
                            if (slow) {
                                throw new IllegalStateException("closed");
                            }
                            return false;
                        },
                        Waiting.FOREVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldFindOutByItselfWhenNobodySignals(final WaitPolicy policy) throws Exception {
        try (RecordingSystem system = RecordingSystem.install()) {
            final AtomicInteger looks = new AtomicInteger();
            final FutureTask<Boolean> waiting = start(() ->
                    Waiting.await(policy, source, slow -> looks.incrementAndGet() > 0 && flag.get(), Waiting.FOREVER));
            await().until(() -> policy == WaitPolicy.SPIN ? looks.get() > 100 : system.calls("futexWait") > 0);

            flag.set(true);

            assertThat(waiting.get(30, SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldLookSlowlyOncePerSliceWhenNobodySignals(final WaitPolicy policy) throws Exception {
        final AtomicInteger slowLooks = new AtomicInteger();

        Waiting.await(policy, source, slow -> slow && slowLooks.incrementAndGet() < 0, MILLISECONDS.toNanos(220));

        assertThat(slowLooks.get()).isBetween(2, 6);
    }

    @Test
    void shouldLookSlowlyOncePerSliceWhenManyShortWaitsFollowEachOther() throws Exception {
        final AtomicInteger slowLooks = new AtomicInteger();
        final AtomicInteger looks = new AtomicInteger();
        final long start = System.nanoTime();

        // Each ends at the look after its first sleep.
        while (System.nanoTime() - start < MILLISECONDS.toNanos(40)) {
            looks.set(0);
            Waiting.await(
                    WaitPolicy.SLEEP,
                    source.signallersCanWake(false),
                    slow -> {
                        if (slow) {
                            slowLooks.incrementAndGet();
                        }
                        return looks.incrementAndGet() > 2;
                    },
                    Waiting.FOREVER);
        }

        final long slices = (System.nanoTime() - start) / Waiting.SLICE_NANOS;
        assertThat(slowLooks.get()).isBetween(1, (int) slices + 1);
    }

    @Test
    void shouldSleepInShortSlicesWhenSignallersCannotWake() throws Exception {
        final AtomicInteger looks = new AtomicInteger();
        source.signallersCanWake(false);

        Waiting.await(WaitPolicy.SLEEP, source, slow -> looks.incrementAndGet() < 0, MILLISECONDS.toNanos(100));

        assertThat(looks.get()).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldNotSpinWhenThereIsOneProcessor(final WaitPolicy policy) throws Exception {
        Processors.override(1);
        final AtomicInteger looks = new AtomicInteger();

        Waiting.await(policy, source, slow -> looks.incrementAndGet() < 0, MILLISECONDS.toNanos(120));

        assertThat(looks.get()).isBetween(3, 30);
    }

    @Test
    void shouldNotSleepWhenThePolicyIsToSpin() throws Exception {
        Processors.override(2);
        try (RecordingSystem system = RecordingSystem.install()) {
            Waiting.await(WaitPolicy.SPIN, source, slow -> false, MILLISECONDS.toNanos(120));

            assertThat(system.calls("futexWait")).isZero();
            assertThat(event.word().arm()).as("no signals").isLessThan(8);
        }
    }

    @Test
    void shouldSpinLessWhenSpinningNeverPays() throws Exception {
        Processors.override(2);

        for (int i = 0; i < 8; i++) {
            Waiting.await(WaitPolicy.SPIN_THEN_SLEEP, source, slow -> false, MILLISECONDS.toNanos(1));
        }

        assertThat(event.word().site().spinNanos()).isEqualTo(WaitSite.MIN_SPIN_NANOS);
    }

    private static <T> FutureTask<T> start(final Callable<T> action) {
        final FutureTask<T> task = new FutureTask<>(action);
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void spinUntil(final java.util.function.BooleanSupplier condition) {
        final long deadline = System.nanoTime() + SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("It never came true.");
            }
            Thread.yield();
        }
    }
}
