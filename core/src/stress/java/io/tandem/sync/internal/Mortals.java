package io.tandem.sync.internal;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import io.tandem.wait.WaitPolicy;

/** Processes 1 to 4 of a test, which are numbers in this JVM, and die when they are told to. */
final class Mortals implements LockOwners {
    /** Of users that take nothing from the dead. */
    static final LockWaits TELL_ONLY = new LockWaits() {
        @Override
        public boolean takesOver() {
            return false;
        }
    };

    private static final Words WORDS = Words.over(Arena.memory());
    private static final long SOME_THREAD = 7;
    /** The question takes its time, as the system call that it is: much may happen meanwhile. */
    private static final int QUESTION_SPINS = 8;

    // A store and no more, as a process's death is for those who look; a set of bits would need a compare-and-set.
    private volatile boolean firstDead;
    private volatile boolean thirdDead;

    Mortals kill(final int process) {
        switch (process) {
            case 1 -> firstDead = true;
            case 3 -> thirdDead = true;
            default -> throw new IllegalArgumentException("process " + process);
        }
        return this;
    }

    @Override
    public boolean isAlive(final int process) {
        for (int i = 0; i < QUESTION_SPINS; i++) {
            Thread.onSpinWait();
        }
        return switch (process) {
            case 1 -> !firstDead;
            case 3 -> !thirdDead;
            default -> true;
        };
    }

    @Override
    public String describe(final int process) {
        return "process " + process;
    }

    RobustLock lock(final int slot, final int process) {
        return lock(slot, process, LockWaits.PLAIN);
    }

    RobustLock lock(final int slot, final int process, final LockWaits waits) {
        final var memory = Arena.memory();
        return new RobustLock(
                memory,
                slot,
                memory.addressOffset() + slot,
                process,
                this,
                WaitPolicy.SPIN_THEN_SLEEP,
                () -> true,
                waits);
    }

    /** Some thread of a process has the lock. */
    static void give(final int slot, final int process) {
        WORDS.putLongVolatile(slot + LockWordDescriptor.OWNER_OFFSET, LockWordDescriptor.held(process, SOME_THREAD));
    }

    /** {@return the process that has it, or 0} */
    static int holder(final int slot) {
        return LockWordDescriptor.process(WORDS.getLongVolatile(slot + LockWordDescriptor.OWNER_OFFSET));
    }
}
