package io.tandem.segment.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kinds of shared objects, as their header names them. */
public enum ObjectKind {
    /** What a child process is to run, and how that went. */
    BOOTSTRAP(1),
    /** A pipe of two directions. */
    PIPE(2),
    /** A queue. */
    QUEUE(3),
    /** A message too large for its queue's ring. */
    PAYLOAD(4),
    /** A lock, with its conditions. */
    LOCK(5),
    /** A lock for one writer or many readers. */
    READ_WRITE_LOCK(6),
    /** Permits. */
    SEMAPHORE(7),
    /** A flag that is waited for. */
    EVENT(8),
    /** A place where several meet. */
    BARRIER(9),
    /** A count that is waited for until it is 0. */
    LATCH(10),
    /** One value. */
    VALUE(11),
    /** Many small values. */
    VALUES(12),
    /** An array of primitives or records. */
    ARRAY(13),
    /** Memory of no other kind. */
    MEMORY(14),
    /** A list of fixed length. */
    LIST(15),
    /** No memory at all: whoever holds it keeps an object of a manager. */
    LEASE(16);

    private final int code;

    ObjectKind(final int code) {
        this.code = code;
    }

    /** {@return what stands in the header} */
    public int code() {
        return code;
    }

    /** {@return whether handles of other objects may stand in its undelivered messages} */
    boolean carriesHandles() {
        return this == PIPE || this == QUEUE;
    }

    /** The kind with a code, or null for one that this version doesn't know. */
    public static @Nullable ObjectKind of(final int code) {
        for (final ObjectKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }

    /** {@return for messages, the kind without an article} */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For messages: the kind with its article, or the number of one that this version doesn't know. */
    static String describe(final int code) {
        final ObjectKind kind = of(code);
        return kind == null ? "of the unknown kind " + code : "a " + kind.words();
    }
}
