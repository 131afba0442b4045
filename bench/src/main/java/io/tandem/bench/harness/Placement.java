package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;

/** Where the two threads of a slice run, which decides what it costs to wake one by the other. */
public enum Placement {
    /** Where the scheduler likes, or where {@code --pin} says. */
    ANYWHERE,
    /** On a processor each. */
    APART,
    /** On one processor. */
    TOGETHER;

    /**
     * Binds the calling thread.
     *
     * @param cpu as one of these two told: -1 leaves it where it is.
     */
    public static void bind(final int cpu) {
        if (cpu >= 0) {
            OperatingSystem.current().affinity(CpuSet.of(cpu));
        }
    }

    /** {@return the driver's processor, or -1 if that is left to the scheduler} */
    public int first(final Cpus cpus) {
        return this == ANYWHERE && !cpus.bound() ? -1 : cpus.first();
    }

    /** {@return the peer's processor, or -1 if that is left to the scheduler} */
    public int second(final Cpus cpus) {
        return switch (this) {
            case ANYWHERE -> cpus.bound() ? cpus.second() : -1;
            case APART -> cpus.second();
            case TOGETHER -> cpus.first();
        };
    }
}
