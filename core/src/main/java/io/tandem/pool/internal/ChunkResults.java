package io.tandem.pool.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a chunk have returned so far. They are told of together, when the chunk is over, when they are many bytes, or
 * when another thread finds that an item takes its time. A value is encoded when it is returned, since the next item may change it.
 */
final class ChunkResults {
    private static final int MOST_BYTES = 1 << 15;

    private final WorkerAnswers answers;
    private final Domain domain;
    private final Packer packer;

    private int slot;
    private long task;
    private int from;
    private int firstItem;
    private volatile boolean open;

    ChunkResults(final WorkerAnswers answers, final Domain domain) {
        this.answers = answers;
        this.domain = domain;
        packer = new Packer(Transfer.kept(domain));
    }

    /** For a chunk that runs within this one. Nobody else looks at it, so that it is told of when it is over or has grown large. */
    ChunkResults inner() {
        return new ChunkResults(answers, domain);
    }

    synchronized void begin(final Frame frame) {
        slot = frame.slot;
        task = frame.task;
        from = frame.first;
        firstItem = frame.first;
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Not under the lock while the value's own code runs: the other thread tells of what is there meanwhile. */
    void returned(final int item, final @Nullable Object value) {
        if (value == null || Values.isPlain(value)) {
            add(value);
        } else if (Values.isLongArray(value)) {
            alone(item, value);
        } else {
            encode(item, value);
        }
    }

    private synchronized void add(final @Nullable Object value) {
        packer.addPlain(value);
        flushIfMany();
    }

    private synchronized void addEncoded(final byte[] encoded) {
        packer.addEncoded(encoded);
        flushIfMany();
    }

    private void flushIfMany() {
        if (packer.bytes() > MOST_BYTES) {
            flush();
        }
    }

    private void encode(final int item, final Object value) {
        final Transfer kept = Transfer.kept(domain);
        final byte[] encoded;
        try {
            encoded = Values.encode(value, kept);
        } catch (final RuntimeException | Error e) { // it can't travel
            kept.rollback();
            failed(item, e);
            return;
        }
        if (kept.isUsed()) {
            kept.rollback();
            alone(item, value);
        } else {
            addEncoded(encoded);
        }
    }

    /** Encoded as it is sent: no copy of it is made before, and shared objects in it go along. */
    private void alone(final int item, final Object value) {
        flush();
        answers.answer(part(FrameDescriptor.PART, item, item + 1), value);
        told(item);
    }

    void failed(final int item, final Throwable failure) {
        flush();
        answers.fail(part(FrameDescriptor.PART_FAILED, item, item + 1), failure);
        told(item);
    }

    private synchronized void told(final int item) {
        from = item + 1;
    }

    /** Tells of what is there. */
    synchronized void flush() {
        final int count = packer.count();
        if (open && count > 0) {
            final Frame frame = part(FrameDescriptor.PART, from, from + count);
            packer.into(frame);
            from += count;
            answers.putUninterruptibly(frame);
        }
    }

    /** Tells of the rest, and that nothing more comes. */
    synchronized void end(final long nanos) {
        open = false;
        final int count = packer.count();
        final Frame frame = part(FrameDescriptor.DONE, from, from + count);
        frame.nanos = nanos;
        frame.index = (long) from + count - firstItem;
        if (count > 0) {
            packer.into(frame);
        }
        answers.putUninterruptibly(frame);
    }

    private Frame part(final byte kind, final int first, final int end) {
        return Frame.of(kind, slot, task).items(first, end);
    }
}
