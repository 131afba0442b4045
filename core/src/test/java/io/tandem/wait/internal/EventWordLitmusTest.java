package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.ModuleAccess;
import io.tandem.os.NativeLibrary;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The store-buffer litmus test on the event word alone: one thread publishes and signals while another arms and looks. If the
 * look misses the data, the signal must have seen the sleeper.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventWordLitmusTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int ROUNDS = LONG ? 20_000_000 : 400_000;
    private static final long LIMIT_NANOS = SECONDS.toNanos(LONG ? 60 : 4);
    private static final int END = Integer.MAX_VALUE;
    private static final int SLOTS = 8192;
    private static final int STRIDE = 512;
    private static final int WORD = 256;

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
        new Thread(signaller).start();

        final long[] seen = sleep(new SplittableRandom(seed + 1));
        signaller.get(60, SECONDS);

        System.out.println("data seen " + seen[0] + ", sleeper seen " + seen[1] + ", both " + seen[2]);
        assertThat(seen[3]).as("wake-ups lost").isZero();
        assertThat(seen[0]).isPositive();
        assertThat(seen[1]).isPositive();
    }

    private void signal(final SplittableRandom random) {
        for (int round = 1; ; round++) {
            final int slot = round % SLOTS;
            if (meet(round, signallerAt, sleeperAt, random) == END) {
                return;
            }
            buffer.putLongRelease(slot * STRIDE, round);
            words[slot].signal();
        }
    }

    private long[] sleep(final SplittableRandom random) {
        final long[] seen = new long[4];
        final long start = System.nanoTime();
        for (int round = 1; round <= ROUNDS && System.nanoTime() - start < LIMIT_NANOS; round++) {
            final int slot = round % SLOTS;
            meet(round, sleeperAt, signallerAt, random);
            final int armed = words[slot].arm();
            final boolean data = buffer.getLongAcquire(slot * STRIDE) == round;

            // The signaller is through with a round when it has come to the next one's meeting.
            awaitRound(signallerAt, round + 1);
            final boolean sleeper = buffer.getIntVolatile(slot * STRIDE + WORD) != armed;
            seen[0] += data ? 1 : 0;
            seen[1] += sleeper ? 1 : 0;
            seen[2] += data && sleeper ? 1 : 0;
            seen[3] += !data && !sleeper ? 1 : 0;
            buffer.putIntVolatile(slot * STRIDE + WORD, 0);
        }
        sleeperAt.putLongRelease(0, END);
        return seen;
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
}
