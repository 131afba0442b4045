package io.tandem.wait.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventWordTest {
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

            assertThat(armed).isEqualTo(1);
            assertThat(memory.getInt(8)).isEqualTo(2);
            assertThat(system.calls("futexWake")).isEqualTo(1);
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

        assertThat(memory.getInt(8)).isZero();
    }

    @Test
    void shouldNeverArmAgainWithAValueThatASignalHasPassed() {
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
    void shouldRefuseAnAddressThatNoFutexTakes() {
        assertThatThrownBy(() -> new EventWord(memory, 2, memory.addressOffset() + 2, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 4");
    }
}
