package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.AsymmetricFence;
import io.tandem.os.ModuleAccess;
import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The store-buffer litmus test on the event word alone: one thread publishes and signals while another arms and looks. If the
 * look misses the data, the signal must have seen the sleeper. Both go through a batch of words side by side, then meet. Needs
 * two free processors to find anything: a busy machine lets one thread run ahead of the other.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventWordLitmusTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int ROUNDS = LONG ? 2_000_000 : 100_000;
    private static final long LIMIT_NANOS = SECONDS.toNanos(LONG ? 60 : 3);
    private static final int END = Integer.MAX_VALUE;
    private static final int BATCH = 16;
    private static final int SLOTS = BATCH * 512;
    private static final int STRIDE = 512;
    private static final int WORD = 256;
    private static final int FENCE = 2;
    private static final int ALL_FENCE = 4;

    private final AtomicBuffer buffer = allocate();
    private final EventWord[] words = new EventWord[SLOTS];
    private final AtomicBuffer signallerAt = PrivateMemory.allocate();
    private final AtomicBuffer sleeperAt = PrivateMemory.allocate();
    private int blackhole;

    @Test
    void shouldSeeTheSleeperWhenTheSleeperDoesNotSeeTheData() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        NativeLibrary.require();
        for (int slot = 0; slot < SLOTS; slot++) {
            final int index = slot * STRIDE + WORD;
            words[slot] = new EventWord(buffer, index, buffer.addressOffset() + index, false);
        }
        final FutureTask<Void> signaller = new FutureTask<>(() -> signal(new SplittableRandom(seed)), null);
        final Outcomes outcomes;
        // Nobody sleeps, so there is nobody to wake; and the signaller keeps pace.
        try (RecordingSystem system = RecordingSystem.install().ignoring("futexWake")) {
            new Thread(signaller).start();

            outcomes = sleep(new SplittableRandom(seed + 1));
            signaller.get(60, SECONDS);

            System.out.println(outcomes);
            assertThat(system.calls("futexWake")).isPositive();
        }
        assertThat(outcomes.neither).as("wake-ups lost").isZero();
    }

    private void signal(final SplittableRandom random) {
        for (int round = 1; ; round++) {
            if (meet(round, signallerAt, sleeperAt, random) == END) {
                return;
            }
            for (int slot = firstSlot(round), end = slot + BATCH; slot < end; slot++) {
                buffer.putLongRelease(slot * STRIDE, round);
                words[slot].signal();
            }
        }
    }

    private Outcomes sleep(final SplittableRandom random) {
        final Outcomes outcomes = new Outcomes();
        final int[] armed = new int[BATCH];
        final boolean[] data = new boolean[BATCH];
        final long start = System.nanoTime();
        for (int round = 1; round <= ROUNDS && System.nanoTime() - start < LIMIT_NANOS; round++) {
            final int first = firstSlot(round);
            meet(round, sleeperAt, signallerAt, random);
            for (int i = 0; i < BATCH; i++) {
                armed[i] = words[first + i].arm();
            }
            // As one whose words have had a heavy fence before, or haven't.
            final boolean allFence = EventWord.allFence(armed[0]);
            if (allFence) {
                EventWord.fence();
            } else {
                AsymmetricFence.heavy();
            }
            for (int i = 0; i < BATCH; i++) {
                data[i] = buffer.getLongAcquire((first + i) * STRIDE) == round;
            }

            // The signaller is through with a round when it has come to the next one's meeting.
            awaitRound(signallerAt, round + 1);
            for (int i = 0; i < BATCH; i++) {
                final int word = (first + i) * STRIDE + WORD;
                outcomes.add(data[i], buffer.getIntVolatile(word) != armed[i]);
                buffer.putIntVolatile(word, allFence ? 0 : FENCE | ALL_FENCE);
            }
        }
        sleeperAt.putLongRelease(0, END);
        return outcomes;
    }

    private static int firstSlot(final int round) {
        return round * BATCH % SLOTS;
    }

    private long meet(
            final int round, final AtomicBuffer own, final AtomicBuffer other, final SplittableRandom random) {
        own.putLongRelease(0, round);
        final long reached = awaitRound(other, round);
        for (int i = random.nextInt(64); i > 0; i--) {
            blackhole ^= i;
        }
        return reached;
    }

    private static long awaitRound(final AtomicBuffer other, final int round) {
        for (int spins = 0; ; spins++) {
            final long reached = other.getLongAcquire(0);
            if (reached >= round) {
                return reached;
            }
            if (spins < 2_000) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // a busy machine: the other thread may need this processor
            }
        }
    }

    private static AtomicBuffer allocate() {
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
        return new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * STRIDE));
    }

    private static final class Outcomes {
        private long dataOnly;
        private long sleeperOnly;
        private long both;
        private long neither;

        void add(final boolean data, final boolean sleeper) {
            if (data && sleeper) {
                both++;
            } else if (data) {
                dataOnly++;
            } else if (sleeper) {
                sleeperOnly++;
            } else {
                neither++;
            }
        }

        @Override
        public String toString() {
            return "data seen " + dataOnly + ", sleeper seen " + sleeperOnly + ", both " + both + ", neither "
                    + neither;
        }
    }
}
