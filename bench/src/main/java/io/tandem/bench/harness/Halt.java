package io.tandem.bench.harness;

import org.jspecify.annotations.Nullable;

/** Ends loops that would wait for ever, since what they wait for will not come. */
public final class Halt {
    private volatile @Nullable String reason;

    /** What a loop does while it waits: a hint to the processor, and a look whether to go on. */
    public void spin() {
        Thread.onSpinWait();
        if (reason != null) {
            end();
        }
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
