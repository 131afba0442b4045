package io.tandem.sync;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import org.agrona.concurrent.AtomicBuffer;

/** What another JVM does with a lock. */
final class SharedLockProgram {
    static final String NAME = "lock";
    static final int COUNTER = 0;
    static final int TWIN = 256;

    private SharedLockProgram() {}

    static SharedLock open(final Domain domain) {
        return SharedLock.builder()
                .domain(domain)
                .name(NAME)
                .adoptExisting()
                .waitPolicy(WaitPolicy.SLEEP)
                .open();
    }

    /** Arguments: domain's directory, and what to do. */
    public static void main(final String[] args) throws Exception {
        NativeLibrary.require();
        try (SharedLock lock = open(Domain.at(Path.of(args[0])))) {
            switch (args[1]) {
                case "hold" -> hold(lock);
                case "await" -> await(lock);
                case "count" -> {
                    try (SharedPage page = SharedPage.open(Path.of(args[2]))) {
                        System.out.println("counting");
                        count(lock, page.buffer(), Integer.parseInt(args[3]));
                    }
                }
                case "hand-off" -> handOff(lock);
                default -> throw new IllegalArgumentException(args[1]);
            }
        }
    }

    /** Takes the lock twice, and gives it back when told to. */
    private static void hold(final SharedLock lock) throws Exception {
        Thread.currentThread().setName("holder");
        lock.lock();
        lock.lock();
        System.out.println("holding");
        if (System.in.read() >= 0) {
            lock.unlock();
            lock.unlock();
            System.out.println("unlocked");
        }
    }

    /** Raises two counters under the lock, one after the other; they differ only if an owner died, and whoever recovers mends them. */
    static void count(final SharedLock lock, final AtomicBuffer buffer, final int rounds) {
        for (int i = 0; i < rounds; i++) {
            try {
                lock.lock();
            } catch (final OwnerDiedException e) {
                if (lock.recover().isPresent()) {
                    buffer.putLong(TWIN, buffer.getLong(COUNTER));
                }
            }
            if (buffer.getLong(COUNTER) != buffer.getLong(TWIN)) {
                throw new AssertionError(buffer.getLong(COUNTER) + " and " + buffer.getLong(TWIN));
            }
            buffer.putLong(COUNTER, buffer.getLong(COUNTER) + 1);
            buffer.putLong(TWIN, buffer.getLong(TWIN) + 1);
            lock.unlock();
        }
    }

    private static void await(final SharedLock lock) throws Exception {
        lock.lock();
        System.out.println("waiting");
        lock.condition("changed").await();
        System.out.println("signalled");
        lock.unlock();
    }

    private static void handOff(final SharedLock lock) throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            System.out.println("ready");
            takeTurns(lock, "pong", "ping", Long.MAX_VALUE, Long.MAX_VALUE);
            throw new AssertionError("It ended, with " + system.sleepsTimedOut() + " sleeps that timed out.");
        }
    }

    /** Hands the turn to the other side, and waits for it to come back; both sides sleep in between. */
    static long takeTurns(
            final SharedLock lock, final String own, final String other, final long rounds, final long limitNanos)
            throws InterruptedException {
        final Condition mine = lock.condition(own);
        final Condition theirs = lock.condition(other);
        final long start = System.nanoTime();
        long turns = 0;
        lock.lock();
        try {
            while (turns < rounds && System.nanoTime() - start < limitNanos) {
                theirs.signal();
                mine.await();
                turns++;
            }
            return turns;
        } finally {
            lock.unlock();
        }
    }
}
