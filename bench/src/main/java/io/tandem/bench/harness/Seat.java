package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;

/** Binds one thread to a processor for a slice, and lets it go again. Nothing is called for slices that may run anywhere. */
final class Seat {
    private final CpuSet usual = OperatingSystem.current().affinity();

    /** Binds the calling thread, which is the one that made this. */
    void take(final Placement placement, final int cpu) {
        if (placement != Placement.ANYWHERE) {
            OperatingSystem.current().affinity(CpuSet.of(cpu));
        }
    }

    void leave(final Placement placement) {
        if (placement != Placement.ANYWHERE) {
            OperatingSystem.current().affinity(usual);
        }
    }
}
