package io.tandem.sync.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.internal.Words;
import io.tandem.stress.HeapBuffer;
import io.tandem.stress.Linearizability;
import io.tandem.wait.WaitPolicy;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** The lock word over words in the heap, where the model checker sees each access. */
public class LockLincheckTest {
    private final HeapBuffer memory = new HeapBuffer(2);
    private final RobustLock lock =
            new RobustLock(memory, 0, 0, 1, new SimulatedProcesses(), WaitPolicy.SPIN_THEN_SLEEP, () -> true);

    @Operation
    public boolean acquire(@Param(gen = ThreadIdGen.class) final int thread) {
        return lock.acquireIfFree(lock.mine());
    }

    @Operation
    public boolean release(@Param(gen = ThreadIdGen.class) final int thread) {
        final boolean held = lock.isHeldByCurrentThread();
        if (held) {
            lock.unlock();
        }
        return held;
    }

    @Operation
    public boolean isHeld(@Param(gen = ThreadIdGen.class) final int thread) {
        return lock.word() != LockWordDescriptor.FREE;
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.modelCheck(LockLincheckTest.class, One.class);
    }

    @Test
    void shouldFindTheErrorWhenALockLooksBeforeItStores() {
        assertThatThrownBy(() -> Linearizability.modelCheck(Weak.class, One.class))
                .hasMessageContaining("Invalid execution results");
    }

    /** Without the compare-and-set: shows that the model checker follows the words. */
    public static class Weak {
        private final Words words = Words.over(new HeapBuffer(2));

        @Operation
        public boolean acquire(@Param(gen = ThreadIdGen.class) final int thread) {
            if (words.getLongVolatile(0) != LockWordDescriptor.FREE) {
                return false;
            }
            words.putLongRelease(0, thread + 1);
            return true;
        }

        @Operation
        public boolean release(@Param(gen = ThreadIdGen.class) final int thread) {
            final boolean held = words.getLongVolatile(0) == thread + 1;
            if (held) {
                words.putLongRelease(0, LockWordDescriptor.FREE);
            }
            return held;
        }

        @Operation
        public boolean isHeld(@Param(gen = ThreadIdGen.class) final int thread) {
            return words.getLongVolatile(0) != LockWordDescriptor.FREE;
        }
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private int owner = -1;

        public boolean acquire(final int thread) {
            final boolean free = owner == -1;
            owner = free ? thread : owner;
            return free;
        }

        public boolean release(final int thread) {
            final boolean held = owner == thread;
            owner = held ? -1 : owner;
            return held;
        }

        public boolean isHeld(final int thread) {
            return owner != -1;
        }
    }
}
