package io.tandem.bench.harness;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AtomicBuffer;

/** Both sides of the words in {@link ControlDescriptor}. One thread in each process. */
final class Control {
    /** What the peer is to do. */
    enum What {
        OPEN(1),
        CLOSE(2),
        SLICE(3),
        REFERENCE(4),
        END(5),
        REST(6);

        private final int code;

        What(final int code) {
            this.code = code;
        }

        private static What of(final int code) {
            for (final What what : values()) {
                if (what.code == code) {
                    return what;
                }
            }
            throw new BenchException("the driver gave command " + code + ", which this build doesn't know");
        }
    }

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicBuffer buffer;
    private final Halt halt;
    private long command;

    private Control(final AtomicBuffer buffer, final Halt halt) {
        this.buffer = buffer;
        this.halt = halt;
    }

    static Control create(final Workplace workplace) throws IOException {
        final AtomicBuffer buffer = workplace.create(ControlDescriptor.FILE, ControlDescriptor.LENGTH);
        buffer.putLongRelease(ControlDescriptor.MAGIC_OFFSET, ControlDescriptor.MAGIC);
        return new Control(buffer, workplace.halt());
    }

    static Control attach(final Workplace workplace) throws IOException {
        final AtomicBuffer buffer = workplace.open(ControlDescriptor.FILE);
        if (buffer.capacity() != ControlDescriptor.LENGTH
                || buffer.getLongVolatile(ControlDescriptor.MAGIC_OFFSET) != ControlDescriptor.MAGIC) {
            throw new BenchException(
                    workplace.directory() + " isn't the directory of a run of this build: start bench/run instead");
        }
        return new Control(buffer, workplace.halt());
    }

    AtomicBuffer buffer() {
        return buffer;
    }

    // ---- the driver

    void command(final What what, final int subject, final int operations) {
        buffer.putInt(ControlDescriptor.WHAT_OFFSET, what.code);
        buffer.putInt(ControlDescriptor.SUBJECT_OFFSET, subject);
        buffer.putInt(ControlDescriptor.OPERATIONS_OFFSET, operations);
        buffer.putLongRelease(ControlDescriptor.COMMAND_OFFSET, ++command);
    }

    void awaitBegun() {
        awaitState(command * 2);
    }

    void awaitDone() {
        awaitState(command * 2 + 1);
    }

    private void awaitState(final long state) {
        int spins = 0;
        while (buffer.getLongVolatile(ControlDescriptor.STATE_OFFSET) < state) {
            spins = halt.spin(spins);
        }
    }

    long peerAllocated() {
        return buffer.getLong(ControlDescriptor.ALLOCATED_OFFSET);
    }

    long peerWaited() {
        return buffer.getLong(ControlDescriptor.WAITED_OFFSET);
    }

    // ---- the peer

    /** Spins, since the driver is never away for long within a run; while it is, rests. */
    What awaitCommand() {
        final long since = System.nanoTime();
        while (buffer.getLongVolatile(ControlDescriptor.COMMAND_OFFSET) == command) {
            halt.spin();
            if (System.nanoTime() - since > PATIENCE_NANOS) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        command++;
        return What.of(buffer.getInt(ControlDescriptor.WHAT_OFFSET));
    }

    /** Leaves the processor to others until there is another command. */
    void rest() {
        while (buffer.getLongVolatile(ControlDescriptor.COMMAND_OFFSET) == command) {
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    int subject() {
        return buffer.getInt(ControlDescriptor.SUBJECT_OFFSET);
    }

    int operations() {
        return buffer.getInt(ControlDescriptor.OPERATIONS_OFFSET);
    }

    void begun() {
        buffer.putLongRelease(ControlDescriptor.STATE_OFFSET, command * 2);
    }

    void done() {
        done(0, 0);
    }

    void done(final long allocated, final long waited) {
        buffer.putLong(ControlDescriptor.WAITED_OFFSET, waited);
        buffer.putLong(ControlDescriptor.ALLOCATED_OFFSET, allocated);
        buffer.putLongRelease(ControlDescriptor.STATE_OFFSET, command * 2 + 1);
    }
}
