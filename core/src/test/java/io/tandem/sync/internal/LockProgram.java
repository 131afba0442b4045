package io.tandem.sync.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.wait.WaitPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.AtomicBuffer;

/**
 * What one process does with a lock and the counters behind it: under the lock both counters are raised, one after the other,
 * and a marker says who is at it. A process that dies over this leaves counters that differ, and its marker.
 */
final class LockProgram implements AutoCloseable {
    static final String NAME = "lock";
    static final int COUNTER = 256;
    static final int TWIN = 512;
    /** Who is between lock and unlock, as a process number; 0 if nobody is. */
    static final int MARKER = 768;
    /** How many things were seen that must not be. */
    static final int FAULTS = 1024;
    /** Not 0 once those that count may begin. */
    static final int GO = 1280;
    /** How often the death of process n was told, at 8 n. */
    static final int DEATHS = 2048;

    private static final int LENGTH = 4096;

    final Segment segment;
    final AtomicBuffer buffer;
    final RobustLock lock;
    final int process;

    LockProgram(final Domain domain, final WaitPolicy policy) {
        final SegmentSpec spec =
                new SegmentSpec(ObjectKind.QUEUE, NAME, LENGTH, Map.of(), false, Set.of(), segment -> {});
        segment = Segment.openOrCreate(domain, spec);
        buffer = segment.buffer(0, LENGTH);
        lock = RobustLock.in(segment, 0, policy);
        process = ProcessRegistry.of(domain).own();
    }

    /** Mends what the dead left, if that is how the lock was acquired. */
    void acquired(final int result) {
        final long marker = buffer.getLong(MARKER);
        if (result == RobustLock.ACQUIRED && marker != 0 || result > 0 && marker != 0 && marker != result) {
            fault();
        }
        if (result > 0) {
            final int index = DEATHS + 8 * result;
            buffer.putLong(index, buffer.getLong(index) + 1);
            buffer.putLong(TWIN, buffer.getLong(COUNTER));
        }
        if (buffer.getLong(COUNTER) != buffer.getLong(TWIN)) {
            fault();
        }
        buffer.putLong(MARKER, process);
    }

    void release() {
        buffer.putLong(MARKER, 0);
        lock.unlock();
    }

    void raise() {
        buffer.putLong(COUNTER, buffer.getLong(COUNTER) + 1);
        buffer.putLong(TWIN, buffer.getLong(TWIN) + 1);
    }

    private void fault() {
        buffer.putLong(FAULTS, buffer.getLong(FAULTS) + 1);
    }

    @Override
    public void close() {
        segment.close();
    }

    /** Arguments: domain's directory, policy, and what to do. */
    public static void main(final String[] args) throws Exception {
        NativeLibrary.require();
        try (LockProgram program = new LockProgram(Domain.at(Path.of(args[0])), WaitPolicy.valueOf(args[1]))) {
            System.out.println("number " + program.process);
            switch (args[2]) {
                case "count" -> program.count(Integer.parseInt(args[3]));
                case "churn" -> program.churn(Long.parseLong(args[3]));
                case "hold" -> program.hold();
                default -> throw new IllegalArgumentException(args[2]);
            }
        }
    }

    /** Raises the counters so many times, at the same time as the others do. */
    void count(final int rounds) {
        while (buffer.getLongVolatile(GO) == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < rounds; i++) {
            acquired(lock.lock());
            raise();
            release();
        }
    }

    /** Raises them until killed, holding the lock for most of the time. */
    private void churn(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        System.out.println("churning");
        while (true) {
            acquired(lock.lock());
            raise();
            for (int i = random.nextInt(2_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            release();
        }
    }

    /** Takes the lock, and gives it back when told to. */
    private void hold() throws IOException {
        System.out.println("trying");
        final int result = lock.lock();
        System.out.println("holding " + result);
        if (System.in.read() >= 0) {
            lock.unlock();
            System.out.println("unlocked");
        }
    }
}
