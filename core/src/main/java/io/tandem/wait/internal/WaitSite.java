package io.tandem.wait.internal;

import java.util.concurrent.TimeUnit;

/**
 * What one place of waiting has learnt: how long spinning pays, and when it last looked closely. Plain fields: threads
 * that wait at the same place overwrite each other's lessons, which costs a little time and nothing else.
 */
public final class WaitSite {
    static final long MAX_SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(40);
    static final long MIN_SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    // A wake-up takes about this long: a sleep that was over sooner than spin and wake-up would have been spun away.
    private static final long WORTH_SPINNING_NANOS = MAX_SPIN_NANOS + TimeUnit.MICROSECONDS.toNanos(10);

    private long spinNanos = MAX_SPIN_NANOS;
    private long lastSlowLook;
    private boolean lookedSlowly;
    private int deathsSeen;

    /** Creates a site that knows nothing and begins with the longest spin. */
    public WaitSite() {}

    long spinNanos() {
        return spinNanos;
    }

    /** The condition came true while the thread span. */
    void spinningPaid() {
        spinNanos = Math.min(MAX_SPIN_NANOS, spinNanos * 2);
    }

    /** The thread had to sleep; this is how long the whole wait took. */
    void slept(final long elapsedNanos) {
        if (elapsedNanos <= WORTH_SPINNING_NANOS) {
            spinningPaid();
        } else {
            spinNanos = Math.max(MIN_SPIN_NANOS, spinNanos / 2);
        }
    }

    /** When the next look should be a close one; before the first sleep, if that time is past. */
    long nextSlowLook(final long now, final long sliceNanos) {
        return lookedSlowly ? lastSlowLook + sliceNanos : now;
    }

    int deathsSeen() {
        return deathsSeen;
    }

    void lookedSlowly(final long now, final int deaths) {
        lookedSlowly = true;
        lastSlowLook = now;
        deathsSeen = deaths;
    }
}
