package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;

/** Binds one thread to a processor for a slice, and lets it go again. Nothing is called for slices that may run anywhere. */
public final class Seat {
    private final CpuSet usual = OperatingSystem.current().affinity();

    /** For the thread that makes it. */
    public Seat() {}

    /** Binds the calling thread, which is the one that made this. */
    public void take(final Placement placement, final int cpu) {
        if (placement != Placement.ANYWHERE) {
            OperatingSystem.current().affinity(CpuSet.of(cpu));
        }
    }

    /** Lets the same thread run where it might before. */
    public void leave(final Placement placement) {
        if (placement != Placement.ANYWHERE) {
            OperatingSystem.current().affinity(usual);
        }
    }
}
