package io.tandem.bench.jmh;

/** How loops on raw layers wait: they spin, and now and then let others have the processor. For one thread. */
final class Patience {
    private static final int SPINS = 1000;

    private int spins;

    void idle() {
        if (++spins % SPINS == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
