package io.tandem.bench.harness;

import org.jspecify.annotations.Nullable;

/** Ends loops that would wait for ever, since what they wait for will not come. */
public final class Halt {
    private static final int PATIENCE = 1 << 14;

    private volatile @Nullable String reason;

    /** What a loop does while it waits: a hint to the processor, and a look whether to go on. */
    public void spin() {
        Thread.onSpinWait();
        if (reason != null) {
            end();
        }
    }

    /**
     * The same, where the other side may have no processor, and perhaps waits for this one: after half a millisecond or so it gets it.
     * Else a loaded machine takes a scheduler's time slice for each turn.
     *
     * @param spins in this wait before.
     * @return spins in this wait.
     */
    int spin(final int spins) {
        spin();
        if (spins < PATIENCE) {
            return spins + 1;
        }
        Thread.yield();
        return 0;
    }

    /** {@return whether loops are to end} */
    public boolean isAsked() {
        return reason != null;
    }

    /** Ends all loops; the first reason stands. */
    public synchronized void ask(final String why) {
        if (reason == null) {
            reason = why;
        }
    }

    /** {@return why loops are to end, if they are} */
    @Override
    public String toString() {
        return String.valueOf(reason);
    }

    private void end() {
        throw new BenchException(String.valueOf(reason));
    }
}
