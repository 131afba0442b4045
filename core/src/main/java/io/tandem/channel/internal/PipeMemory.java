package io.tandem.channel.internal;

import io.tandem.channel.CorruptPipeException;
import io.tandem.segment.internal.ProcessProbe;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.wait.internal.EventWord;
import org.agrona.concurrent.AtomicBuffer;

/** A pipe's segment as one process sees it, shared by its handles there and closed with the last of them. */
final class PipeMemory {
    static final String CAPACITY_KEY = "capacity";
    static final String DIRECTION_KEY = "type.direction";
    static final String ONE_WAY = "first to second";
    static final String BOTH_WAYS = "both";

    private final Segment segment;
    private final ProcessRegistry registry;
    private final int process;
    private final int capacity;
    private final boolean oneWay;
    private final AtomicBuffer control;
    private final EventWord[] data = new EventWord[2];
    private final EventWord[] space = new EventWord[2];
    private final ProcessProbe[] owners = new ProcessProbe[2];
    private int handles = 1;

    /**
     * Takes over an open segment, with one handle on it.
     *
     * @param segment of a pipe.
     * @param process whose ends are attached through it: this one's number, unless a test plays several.
     */
    PipeMemory(final Segment segment, final int process) {
        this.segment = segment;
        this.process = process;
        registry = ProcessRegistry.of(segment.domain());
        oneWay = ONE_WAY.equals(segment.configuration().get(DIRECTION_KEY));
        capacity = (int) segment.configuredNumber(CAPACITY_KEY, Integer.MAX_VALUE);
        BodyVersion.require(
                segment,
                PipeDescriptor.bodyLength(capacity, oneWay),
                PipeDescriptor.VERSION,
                PipeDescriptor.isCapacity(capacity));
        control = segment.buffer(0, PipeDescriptor.CONTROL_LENGTH);
        for (int direction = 0; direction < 2; direction++) {
            data[direction] = event(PipeDescriptor.dataEventOffset(direction));
            space[direction] = event(PipeDescriptor.spaceEventOffset(direction));
        }
        for (int end = 0; end < 2; end++) {
            owners[end] = new ProcessProbe(registry);
        }
    }

    private EventWord event(final int offset) {
        return new EventWord(control, offset, segment.address(offset), true);
    }

    Segment segment() {
        return segment;
    }

    ProcessRegistry registry() {
        return registry;
    }

    int process() {
        return process;
    }

    int capacity() {
        return capacity;
    }

    boolean isOneWay() {
        return oneWay;
    }

    AtomicBuffer control() {
        return control;
    }

    EventWord dataEvent(final int direction) {
        return data[direction];
    }

    EventWord spaceEvent(final int direction) {
        return space[direction];
    }

    AtomicBuffer ring(final int direction) {
        return segment.buffer(PipeDescriptor.ringOffset(direction, capacity), PipeDescriptor.ringLength(capacity));
    }

    long endWord(final int end) {
        return control.getLongVolatile(PipeDescriptor.endOffset(end));
    }

    /** What asks whether an end's owner lives. */
    ProcessProbe owner(final int end) {
        return owners[end];
    }

    boolean changeEnd(final int end, final long expected, final long word) {
        return control.compareAndSetLong(PipeDescriptor.endOffset(end), expected, word);
    }

    /** Makes everybody who waits at this pipe look again. */
    void signalAll() {
        for (int direction = 0; direction < 2; direction++) {
            data[direction].signal();
            space[direction].signal();
        }
    }

    /** One more handle of this process. */
    synchronized void retain() {
        if (handles == 0) {
            throw new IllegalStateException(describe() + " was closed by this process.");
        }
        handles++;
    }

    /** One handle less; the last one lets go of the segment. */
    void release() {
        synchronized (this) {
            if (--handles != 0) {
                return;
            }
        }
        try {
            for (final ProcessProbe owner : owners) {
                owner.close();
            }
        } finally {
            segment.close();
        }
    }

    /** For messages. */
    String describe() {
        return segment.describe();
    }

    /** For messages: an end of this pipe. */
    String describe(final int end) {
        return "The " + (end == 0 ? "first" : "second") + " end of " + segment.describeWithin();
    }

    CorruptPipeException corrupt(final String what) {
        return new CorruptPipeException(
                describe() + " is corrupt: " + what + ". Something other than a pipe has written to its memory; "
                        + segment.deletion() + ", and make a new one.");
    }
}
