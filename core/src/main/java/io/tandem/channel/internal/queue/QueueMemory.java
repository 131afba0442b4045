package io.tandem.channel.internal.queue;

import io.tandem.channel.CorruptQueueException;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.sync.internal.RobustLock;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventWord;

/** A queue's segment as one handle sees it. */
final class QueueMemory {
    static final String CAPACITY_KEY = "capacity";
    static final String ITEMS_KEY = "items";
    static final String UNLIMITED = "unlimited";

    final Segment segment;
    final ProcessRegistry registry;
    final int process;
    final int capacity;
    final long maxItems;
    final Words control;
    final Words ring;
    final RobustLock putLock;
    final RobustLock takeLock;
    final EventWord data;
    final EventWord space;
    final EventWord done;
    final ParkedPayloads parked;

    /**
     * Takes over an open segment.
     *
     * @param segment of a queue.
     * @param policy  of waiting for its locks.
     */
    QueueMemory(final Segment segment, final WaitPolicy policy) {
        this.segment = segment;
        registry = ProcessRegistry.of(segment.domain());
        process = registry.own();
        capacity = (int) segment.configuredNumber(CAPACITY_KEY, Integer.MAX_VALUE);
        maxItems = UNLIMITED.equals(segment.configuration().get(ITEMS_KEY))
                ? Long.MAX_VALUE
                : segment.configuredNumber(ITEMS_KEY, Long.MAX_VALUE);
        BodyVersion.require(
                segment,
                QueueDescriptor.bodyLength(capacity),
                QueueDescriptor.VERSION,
                QueueDescriptor.isCapacity(capacity) && maxItems >= 1);
        control = Words.over(segment.buffer(0, QueueDescriptor.CONTROL_LENGTH));
        ring = Words.over(segment.buffer(QueueDescriptor.CONTROL_LENGTH, capacity));
        putLock = RobustLock.in(segment, QueueDescriptor.PUT_LOCK_OFFSET, policy);
        takeLock = RobustLock.in(segment, QueueDescriptor.TAKE_LOCK_OFFSET, policy);
        data = event(QueueDescriptor.DATA_EVENT_OFFSET);
        space = event(QueueDescriptor.SPACE_EVENT_OFFSET);
        done = event(QueueDescriptor.DONE_EVENT_OFFSET);
        parked = new ParkedPayloads(segment.objectId());
    }

    private EventWord event(final int offset) {
        return new EventWord(segment.buffer(offset, EventWord.LENGTH), 0, segment.address(offset), true);
    }

    int state() {
        return control.getIntVolatile(QueueDescriptor.STATE_OFFSET);
    }

    /** Makes everybody who waits at this queue look again. */
    void signalAll() {
        data.signal();
        space.signal();
        done.signal();
    }

    /** For messages, at the start of a sentence. */
    String describe() {
        return segment.describe();
    }

    /** For messages, within a sentence. */
    String describeWithin() {
        return segment.describeWithin();
    }

    CorruptQueueException corrupt(final String what) {
        return new CorruptQueueException(
                describe() + " is corrupt: " + what + ". Something other than a queue has written to its memory; "
                        + segment.deletion() + ", and make a new one.");
    }
}
