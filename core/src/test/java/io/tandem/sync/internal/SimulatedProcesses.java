package io.tandem.sync.internal;

import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.AtomicBuffer;

/** Processes that are numbers alone, and live until a test says otherwise. */
final class SimulatedProcesses implements LockOwners {
    private static final int SLEEPERS = 1;
    private static final int ONE_SIGNAL = 8;

    private final Set<Integer> dead = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Runnable atNextQuestion = () -> {};

    /** A lock as a process sees it, at the start of a page. */
    RobustLock lock(final SharedPage page, final int process, final WaitPolicy policy) {
        return lock(page.buffer(), process, policy);
    }

    RobustLock lock(final AtomicBuffer buffer, final int process, final WaitPolicy policy) {
        return new RobustLock(buffer, 0, buffer.addressOffset(), process, this, policy, () -> true);
    }

    void kill(final int process) {
        dead.add(process);
    }

    /** Does something while the next one who asks waits for the answer. */
    void atNextQuestion(final Runnable action) {
        atNextQuestion = () -> {
            atNextQuestion = () -> {};
            action.run();
        };
    }

    /** How often anyone asked whether a process lives. */
    int questions() {
        return questions.get();
    }

    @Override
    public boolean isAlive(final int process) {
        questions.incrementAndGet();
        atNextQuestion.run();
        return !dead.contains(process);
    }

    @Override
    public String describe(final int process) {
        return "process " + process + " (simulated)";
    }

    /** Whether somebody has announced that it sleeps for the lock at the start of a buffer. */
    static boolean isAnnounced(final AtomicBuffer buffer) {
        return (buffer.getIntVolatile(LockWordDescriptor.RELEASED_OFFSET) & SLEEPERS) != 0;
    }

    /** As a signal does whose wake reached nobody. */
    static void disarm(final AtomicBuffer buffer) {
        final int released = LockWordDescriptor.RELEASED_OFFSET;
        int value = buffer.getIntVolatile(released);
        while (!buffer.compareAndSetInt(released, value, (value & ~SLEEPERS) + ONE_SIGNAL)) {
            value = buffer.getIntVolatile(released);
        }
    }
}
