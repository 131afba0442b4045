package io.tandem.manager.internal;

import org.jspecify.annotations.Nullable;

/** A message between a client and a server, as {@link CallDescriptor} lays it out. Confined to one thread; used again by its sender. */
final class Call {
    private static final @Nullable Object[] NONE = {};

    byte kind;
    /** Whether the method says that it may be interrupted. */
    boolean isInterruptible;

    int operation;
    long line;
    long object;
    long number;
    /** Of a request that has arrived, those that run code of users when they are decoded are {@link Encoded}. */
    @Nullable
    Object[] values = NONE;

    /** Why the values of one that has arrived can't be had. */
    @Nullable
    Throwable undecodable;

    /**
     * A value that is decoded by who executes the call.
     *
     * @param bytes  of it.
     * @param isBare whether it is a {@link BareFunction}.
     */
    record Encoded(byte[] bytes, boolean isBare) {}

    Call() {}

    static Call of(final byte kind, final long line, final long number) {
        final Call call = new Call();
        call.kind = kind;
        call.line = line;
        call.number = number;
        return call;
    }

    /** Keeps nothing of what it has brought. */
    void clear() {
        values = NONE;
    }
}
