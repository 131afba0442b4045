package io.tandem.bench.load;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.payload.Payload;

/**
 * The schedule of a slice: message i is due at start + i * interval, whatever became of those before it, and its latency
 * runs from then until its echo is back. So a message that couldn't be sent in time, since something before it took long, is
 * late, and nothing is omitted from the figures that was due in that while.
 *
 * <p>Reads no clock: whoever drives it tells the time, once a turn. Numbers go on from slice to slice, so that an echo from
 * an earlier one would be noticed.
 */
final class Pacer {
    // The first of a slice find caches that another subject has left. They keep the schedule, but aren't told.
    private static final int LEAD_IN = 16;
    private static final long NANOS = 1_000_000_000;

    private final long interval;
    private int operations;
    private int leadIn;
    private int sent;
    private int back;
    private long started;
    private long nextDue;
    private long echoDue;
    // Beyond what is cached as a box.
    private long nextNumber = 1L << 32;
    private long echoNumber = nextNumber;

    /**
     * A schedule.
     *
     * @param rate messages in a second, of which each takes whole nanoseconds.
     */
    Pacer(final int rate) {
        if (rate < 1 || NANOS % rate != 0) {
            throw new IllegalArgumentException("a rate must divide a second into whole nanoseconds; got " + rate);
        }
        interval = NANOS / rate;
    }

    /** Starts a slice, whose first message is due now. */
    void start(final int messages, final long now) {
        operations = messages;
        leadIn = messages / LEAD_IN;
        sent = 0;
        back = 0;
        started = now;
        nextDue = now;
        echoDue = now;
    }

    /** {@return whether a message is due that wasn't sent} */
    boolean isDue(final long now) {
        return sent < operations && now - nextDue >= 0;
    }

    /** {@return the number of the next message} */
    long number() {
        return nextNumber;
    }

    /** The next message was sent, however late. The one behind it is due when it would have been anyway. */
    void sent() {
        sent++;
        nextNumber++;
        nextDue += interval;
    }

    /** An echo is back. */
    void back(final long number, final long now, final Laps laps) {
        Payload.check(number, echoNumber);
        if (back >= leadIn) {
            laps.lap(now - echoDue);
        }
        back++;
        echoNumber++;
        echoDue += interval;
        if (back == operations) {
            laps.whole(Math.max(now - started, operations * interval));
        }
    }

    /** {@return whether all echoes of the slice are back} */
    boolean isDone() {
        return back == operations;
    }
}
