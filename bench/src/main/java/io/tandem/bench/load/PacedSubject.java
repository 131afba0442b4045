package io.tandem.bench.load;

import io.tandem.bench.harness.Subject;

/**
 * Messages that one thread of the driver sends by a schedule, and whose echoes it takes in between; it never waits. What
 * differs is how they travel; so each subclass has a loop of its own, whose turn is: look for an echo, read the clock, send if
 * a message is due.
 */
abstract class PacedSubject implements Subject {
    /** The schedule, in the driver. */
    final Pacer pacer;

    private final String name;
    private final int rate;

    /**
     * A subject.
     *
     * @param what of which kind; its name is that, and the rate.
     * @param rate messages in a second.
     */
    PacedSubject(final String what, final int rate) {
        this.name = what + " at " + LoadSuite.name(rate);
        this.rate = rate;
        this.pacer = new Pacer(rate);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return Kind.PACED;
    }

    @Override
    public final int rate() {
        return rate;
    }
}
