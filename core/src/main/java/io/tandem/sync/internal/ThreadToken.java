package io.tandem.sync.internal;

import io.tandem.os.ModuleAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a thread in a word of shared memory: its id, from 1 to 2^31 - 1, and from 1 again for those that come later. No other
 * thread of its JVM has it, until 2^31 - 1 more have been made.
 *
 * <p>A subclass may override {@code getId()}, so that two threads have one. Java 19 brought {@code threadId()}, which nobody can
 * override; before it, the field is read that the id is in.
 */
final class ThreadToken {
    static final long MAX = (1L << 31) - 1;

    private static final @Nullable MethodHandle THREAD_ID = threadId();
    private static final long FIELD_OFFSET = THREAD_ID == null ? fieldOffset() : 0;

    private ThreadToken() {}

    private static @Nullable MethodHandle threadId() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
        } catch (final ReflectiveOperationException e) {
            return null; // not in this JDK
        }
    }

    private static long fieldOffset() {
        ModuleAccess.ensureInternalMisc(UnsafeApi.class.getModule());
        try {
            return UnsafeApi.objectFieldOffset(Thread.class.getDeclaredField("tid"));
        } catch (final NoSuchFieldException e) {
            throw new LinkageError(
                    "JDK " + Runtime.version() + " has neither Thread.threadId() nor the field Thread.tid.", e);
        }
    }

    /** Of the thread that calls. */
    static long current() {
        return of(id(Thread.currentThread()));
    }

    static long of(final long id) {
        return id <= MAX ? id : (id - 1) % MAX + 1;
    }

    private static long id(final Thread thread) {
        final MethodHandle method = THREAD_ID;
        if (method == null) {
            return UnsafeApi.getLong(thread, FIELD_OFFSET);
        }
        try {
            return (long) method.invokeExact(thread);
        } catch (final Throwable e) {
            throw new LinkageError("An id throws nothing.", e);
        }
    }
}
