package io.tandem.sync.internal.account;

import io.tandem.segment.internal.Words;
import io.tandem.stress.HeapBuffer;
import io.tandem.sync.internal.LockOwners;
import java.util.concurrent.locks.Lock;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** What two processes do to accounts in which a dead one has two. */
public abstract class AccountsOperations {
    private static final int DEAD = 3;
    private static final int ROWS = 5;
    private static final String WHAT = "something";
    private static final LockOwners OWNERS = new LockOwners() {
        @Override
        public boolean isAlive(final int process) {
            return process != DEAD;
        }

        @Override
        public String describe(final int process) {
            return "process " + process;
        }
    };

    private final Lock guard;
    private final Accounts[] accounts = new Accounts[2];

    /** Guarded by a lock, or by none. */
    AccountsOperations(final Lock guard) {
        this.guard = guard;
        final Words words = Words.over(new HeapBuffer(ROWS));
        new Accounts(words, 0, DEAD, OWNERS).add(2, WHAT);
        for (int process = 1; process <= accounts.length; process++) {
            accounts[process - 1] = new Accounts(words, 0, process, OWNERS);
        }
    }

    // Lincheck's threads have neighbouring numbers, wherever they begin.
    private Accounts of(final int thread) {
        return accounts[thread % 2];
    }

    private void enter() {
        if (guard != null) {
            guard.lock();
        }
    }

    private void leave() {
        if (guard != null) {
            guard.unlock();
        }
    }

    /** Adds one; returns what all have by then. */
    @Operation
    public long add(@Param(gen = ThreadIdGen.class) final int thread) {
        enter();
        of(thread).add(1, WHAT);
        final long sum = of(thread).sum();
        leave();
        return sum;
    }

    @Operation
    public boolean remove(@Param(gen = ThreadIdGen.class) final int thread) {
        enter();
        final boolean some = of(thread).own() > 0;
        if (some) {
            of(thread).add(-1, WHAT);
        }
        leave();
        return some;
    }

    @Operation
    public void clearDead(@Param(gen = ThreadIdGen.class) final int thread) {
        enter();
        of(thread).clear(DEAD);
        leave();
    }

    /** Needs no lock. */
    @Operation
    public int firstDead(@Param(gen = ThreadIdGen.class) final int thread) {
        return of(thread).firstDead();
    }

    /** What they are when one thread calls at a time. */
    public static class One {
        private final int[] held = new int[2];
        private int dead = 2;

        public long add(final int thread) {
            held[thread % 2]++;
            return held[0] + held[1] + dead;
        }

        public boolean remove(final int thread) {
            final boolean some = held[thread % 2] > 0;
            held[thread % 2] -= some ? 1 : 0;
            return some;
        }

        public void clearDead(final int thread) {
            dead = 0;
        }

        public int firstDead(final int thread) {
            return dead > 0 ? DEAD : 0;
        }
    }
}
