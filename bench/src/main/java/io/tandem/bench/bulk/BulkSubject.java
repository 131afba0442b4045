package io.tandem.bench.bulk;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Large messages, one at a time: a number at both ends of each, which is checked, and which comes back as the receipt. Each is timed
 * until its receipt is there.
 */
abstract class BulkSubject implements Subject {
    private static final int HEAP_PER_MESSAGE = 6;
    private static final int SPACE_PER_MESSAGE = 36;
    private static final long MIB = 1 << 20;

    private final String name;
    private final int length;
    private long number = 1L << 32;

    BulkSubject(final String name, final int length) {
        this.name = name;
        this.length = length;
    }

    final int length() {
        return length;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return Kind.ROUND_TRIP;
    }

    @Override
    public final int fewest() {
        return 1;
    }

    // Asked before anything of the family is open.
    @Override
    public final @Nullable String missing() {
        final long heap = Runtime.getRuntime().maxMemory();
        if (heap < (long) HEAP_PER_MESSAGE * length) {
            return "needs a heap of " + (long) HEAP_PER_MESSAGE * length / MIB + " MiB, and has " + heap / MIB
                    + ": raise -Xmx";
        }
        final long space = Workplace.usableSpace();
        return space < (long) SPACE_PER_MESSAGE * length
                ? "needs room for " + (long) SPACE_PER_MESSAGE * length / MIB
                        + " MiB of files in memory, and there are " + space / MIB
                : null;
    }

    /** Makes one that has a number at both ends; this isn't timed. */
    abstract void prepare(long number) throws Exception;

    /** Sends it, and returns the receipt. */
    abstract long send() throws Exception;

    /** Receives one, and sends the receipt. */
    abstract void receive() throws Exception;

    @Override
    public final void first(final int operations, final Laps laps) throws Exception {
        for (int i = 0; i < operations; i++) {
            prepare(++number);
            final long started = System.nanoTime();
            final long receipt = send();
            laps.lap(System.nanoTime() - started);
            if (receipt != number) {
                throw new BenchException("the receipt " + receipt + " came for message " + number);
            }
        }
    }

    @Override
    public final void second(final int operations) throws Exception {
        for (int i = 0; i < operations; i++) {
            receive();
        }
    }

    final void mark(final byte[] message, final long as) {
        final ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        buffer.putLong(0, as);
        buffer.putLong(length - Long.BYTES, as);
    }

    final long marked(final byte[] message) {
        final ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        final long first = buffer.getLong(0);
        if (message.length != length || buffer.getLong(length - Long.BYTES) != first) {
            throw new BenchException("a message of " + message.length + " bytes that begins with " + first
                    + " came broken where one of " + length + " was due");
        }
        return first;
    }
}
