package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.internal.ThrowableBytes;
import io.tandem.wait.internal.Uninterruptibly;
import org.jspecify.annotations.Nullable;

/** The way back from a worker, for any of its threads. */
final class WorkerAnswers {
    /** Of an exception's serialized form, as it travels back. */
    private static final int LONGEST_FAILURE = 1 << 20;

    private final SharedQueue<Frame> queue;

    WorkerAnswers(final SharedQueue<Frame> queue) {
        this.queue = queue;
    }

    void put(final Frame frame) throws InterruptedException {
        queue.put(frame);
    }

    /** The same, whoever interrupts; the thread stays interrupted. */
    void putUninterruptibly(final Frame frame) {
        if (Thread.currentThread().isInterrupted()
                || !queue.offer(frame)) { // nothing is encoded while it is interrupted
            Uninterruptibly.run(() -> queue.put(frame));
        }
    }

    /** Tells a result, or that it can't be told, whoever interrupts. */
    void answer(final Frame frame, final @Nullable Object result) {
        try {
            putUninterruptibly(frame.value(result));
        } catch (final RuntimeException | Error e) { // it can't be encoded, or there is no room for it
            fail(frame, e);
        }
    }

    /** Tells a failure, whoever interrupts. */
    void fail(final Frame frame, final Throwable failure) {
        if (frame.kind == FrameDescriptor.DONE) {
            frame.kind = FrameDescriptor.FAILED;
        } else if (frame.kind == FrameDescriptor.PART) {
            frame.kind = FrameDescriptor.PART_FAILED;
        }
        if (failure instanceof OutOfMemoryError) {
            frame.flags |= FrameDescriptor.SICK;
        }
        putUninterruptibly(frame.value(failure(failure)));
    }

    static byte[] failure(final Throwable failure) {
        return ThrowableBytes.write(failure, LONGEST_FAILURE);
    }
}
