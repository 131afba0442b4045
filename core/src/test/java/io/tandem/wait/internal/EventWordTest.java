package io.tandem.wait.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.internal.SharedBuffers;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.RecordingSystem;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closed without use
class EventWordTest {
    private static final int SLEEPERS = 1;
    private static final int FENCE = 2;
    private static final int ALL_FENCE = 4;
    private static final int ONE_SIGNAL = 8;

    private final AtomicBuffer memory = PrivateMemory.allocate();
    private final EventWord word = new EventWord(memory, 8, memory.addressOffset() + 8, false);

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @Test
    void shouldMakeNoSystemCallWhenNobodySleeps() {
        try (RecordingSystem system = RecordingSystem.install()) {
            for (int i = 0; i < 100; i++) {
                word.signal();
            }

            assertThat(system.calls("futexWake")).isZero();
            assertThat(memory.getInt(8)).isZero();
        }
    }

    @Test
    void shouldWakeOnceWhenArmed() {
        try (RecordingSystem system = RecordingSystem.install()) {
            final int armed = word.arm();

            word.signal();
            word.signal();

            assertThat(armed).isEqualTo(SLEEPERS | FENCE);
            assertThat(memory.getInt(8)).isEqualTo(ONE_SIGNAL | FENCE);
            assertThat(system.calls("futexWake")).isEqualTo(1);
        }
    }

    @Test
    void shouldFenceHeavilyOnceWhenSleepersComeOftenEnough() {
        try (RecordingSystem system = RecordingSystem.install()) {
            final ArmedWords words = new ArmedWords();
            for (int i = 0; i < 100; i++) {
                words.clear();
                words.add(word);
                words.fence();
                for (int j = 0; j < EventWord.QUIET_SIGNALS; j++) {
                    word.signal();
                }
            }

            assertThat(system.calls("processFence")).isEqualTo(1);
            assertThat(words.futexWords().expected(0)).isNotEqualTo(memory.getInt(8));
        }
    }

    @Test
    void shouldSleepOnTheValueThatSaysThatAllFenceWhenItSaidSoItself() {
        final ArmedWords words = new ArmedWords();

        words.add(word);
        words.fence();

        assertThat(memory.getInt(8)).isEqualTo(SLEEPERS | FENCE | ALL_FENCE);
        assertThat(words.futexWords().expected(0)).isEqualTo(memory.getInt(8));
    }

    /** The signal may have come with a fence that was over before the heavy one began: a later sleeper couldn't rely on it. */
    @Test
    void shouldNotSayThatAllFenceWhenSignalledSinceItWasArmed() {
        final int armed = word.arm();
        word.signal();
        word.arm();

        final int expected = word.heavilyFenced(armed);

        assertThat(expected).isEqualTo(armed);
        assertThat(memory.getInt(8)).isEqualTo(ONE_SIGNAL | FENCE | SLEEPERS);
    }

    @Test
    void shouldNotSayThatAllFenceWhenTheKernelRefusesTheHeavyFence() {
        try (RecordingSystem system = RecordingSystem.install().refusing("processFence")) {
            final ArmedWords words = new ArmedWords();

            words.add(word);
            words.fence();
            word.armAndFence();

            assertThat(system.calls("processFence")).isEqualTo(2);
            assertThat(memory.getInt(8)).isEqualTo(SLEEPERS | FENCE);
        }
    }

    @Test
    void shouldStopFencingWhenNobodyHasSleptForLong() {
        word.armAndFence();
        word.signal();

        for (int i = 1; i < EventWord.QUIET_SIGNALS; i++) {
            word.signal();
        }
        final int before = memory.getInt(8);
        word.signal();

        assertThat(before).isEqualTo(ONE_SIGNAL | FENCE | ALL_FENCE);
        assertThat(memory.getInt(8)).isEqualTo(ONE_SIGNAL);
    }

    @Test
    void shouldStillWakeWhenDisturbed() {
        try (RecordingSystem system = RecordingSystem.install()) {
            final int armed = word.arm();

            word.disturb();
            final int disturbed = memory.getInt(8);
            word.signal();

            assertThat(disturbed).isNotEqualTo(armed);
            assertThat(disturbed & SLEEPERS).isEqualTo(SLEEPERS);
            assertThat(system.calls("futexWake")).isEqualTo(2);
        }
    }

    /** The first signaller has seen that somebody sleeps; then the word changes, and somebody sleeps still. */
    @Test
    void shouldWakeAllTheSameWhenTheWordChangesBehindTheSignallersLook() {
        final ByteBuffer direct = ByteBuffer.allocateDirect(64);
        final AtomicBuffer plain = SharedBuffers.wrap(direct);
        final EventWord others = new EventWord(plain, 0, plain.addressOffset(), false);
        final AtomicBoolean overtaken = new AtomicBoolean();
        try (RecordingSystem system = RecordingSystem.install();
                HookedBuffers hooked = HookedBuffers.before("compareAndSetInt", () -> {
                    if (!overtaken.getAndSet(true)) {
                        others.disturb();
                    }
                })) {
            final EventWord mine = new EventWord(SharedBuffers.wrap(direct), 0, plain.addressOffset(), false);
            others.arm();

            mine.signal();

            assertThat(overtaken).isTrue();
            assertThat(plain.getInt(0)).isEqualTo(2 * ONE_SIGNAL | FENCE);
            assertThat(system.calls("futexWake")).isEqualTo(2);
        }
    }

    @Test
    void shouldSleepOnTheSameValueWhenArmedByTwo() {
        final int first = word.arm();
        final int second = word.arm();

        assertThat(second).isEqualTo(first).isEqualTo(memory.getInt(8));
    }

    @Test
    void shouldStartAgainWhenTheCountIsFull() {
        memory.putInt(8, -1);

        word.signal();

        assertThat(memory.getInt(8)).isEqualTo(FENCE | ALL_FENCE);
    }

    @Test
    void shouldArmWithAnotherValueWhenASignalHasPassed() {
        final int before = word.arm();
        word.signal();

        final int after = word.arm();

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void shouldStaySignalledWhenTheWakeFails() {
        try (RecordingSystem system = RecordingSystem.install().failing("futexWake")) {
            final int armed = word.arm();

            word.signal();

            assertThat(system.calls("futexWake")).isEqualTo(1);
            assertThat(memory.getInt(8)).isNotEqualTo(armed);
        }
    }

    @Test
    void shouldRefuseWhenNoFutexTakesTheAddress() {
        assertThatThrownBy(() -> new EventWord(memory, 2, memory.addressOffset() + 2, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 4");
    }
}
