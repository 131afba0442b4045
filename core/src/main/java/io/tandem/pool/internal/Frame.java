package io.tandem.pool.internal;

import io.tandem.segment.Domain;
import org.jspecify.annotations.Nullable;

/**
 * A message between a pool and a worker. What is sent has a body that is encoded already, or a value that can't change; what
 * arrives has its value, or bytes that are decoded by whoever wants the value.
 */
class Frame {
    byte kind;
    byte form;
    byte flags;
    /** How often it was begun before. */
    byte attempt;

    int slot;
    long task;
    long function;
    /** The first of the body's items that this is about. */
    int first;
    /** The one behind the last. */
    int end;
    /** Number of the body's first item in its call, or -1 for a task of its own. */
    long index;
    /** As {@link FrameDescriptor} says. */
    long nanos;
    /** The value; or, where {@link #encoded} says so, the bytes of one. */
    @Nullable
    Object body;

    boolean encoded;
    /** Why the body of one that arrived can't be had. */
    @Nullable
    Throwable undecodable;

    Frame() {}

    Frame(final byte kind) {
        this.kind = kind;
    }

    /** A message about a task. */
    static Frame of(final byte kind, final int slot, final long task) {
        final Frame frame = new Frame(kind);
        frame.slot = slot;
        frame.task = task;
        return frame;
    }

    /** With a body that is encoded when it is sent. */
    Frame value(final @Nullable Object value) {
        form = value == null ? FrameDescriptor.NOTHING : FrameDescriptor.ONE;
        body = value;
        encoded = false;
        return this;
    }

    /** With a body that is an array in place of its elements. */
    Frame packed(final Object array) {
        form = FrameDescriptor.PACKED;
        body = array;
        encoded = false;
        return this;
    }

    /** About some items. */
    Frame items(final int from, final int to) {
        first = from;
        end = to;
        return this;
    }

    boolean has(final byte flag) {
        return (flags & flag) != 0;
    }

    /** With a body whose bytes are there already. */
    Frame bytes(final byte[] bytes, final byte itsForm) {
        form = itsForm;
        body = bytes;
        encoded = true;
        return this;
    }

    /** Whether {@link #take} decodes nothing that a user has written. */
    boolean isAtHand() {
        return !encoded && undecodable == null;
    }

    /**
     * The value of a message that has arrived: null, one, or an {@code Object[]} of several. Decoded at the first call, by its
     * caller.
     *
     * @param domain of this process.
     * @throws RuntimeException if it can't be decoded.
     */
    @Nullable
    Object take(final Domain domain) throws Throwable {
        final Throwable failure = undecodable;
        if (failure != null) {
            throw failure;
        }
        if (encoded && body instanceof byte[] bytes) {
            body = Values.decode(this, bytes, domain);
            encoded = false;
        }
        return body;
    }
}
