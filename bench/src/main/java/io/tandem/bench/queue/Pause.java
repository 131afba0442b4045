package io.tandem.bench.queue;

import io.tandem.bench.harness.Halt;

/** What a raw loop does when it can't go on: spins, and where threads outnumber processors soon lets another one run. */
final class Pause {
    private static final int SPINS = 1000;

    private final Halt halt;
    private final int patience;
    private int spun;

    Pause(final Halt halt, final boolean crowded) {
        this.halt = halt;
        this.patience = crowded ? SPINS : Integer.MAX_VALUE;
    }

    void idle() {
        halt.spin();
        if (++spun >= patience) {
            spun = 0;
            Thread.yield();
        }
    }
}
