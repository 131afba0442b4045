package io.tandem.sync.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a thread in a word of shared memory: its id, the low 31 bits of it, and never 0. No other thread of its JVM has it,
 * until 2^31 more have been made.
 *
 * <p>A subclass may override {@code getId()}, so that two threads have one. Java 19 brought {@code threadId()}, which nobody can
 * override; before it, such threads get numbers of their own, from the top downwards.
 */
final class ThreadToken {
    static final long MAX = (1L << 31) - 1;

    private static final @Nullable MethodHandle THREAD_ID = idMethod("threadId");
    private static final boolean IS_FINAL = THREAD_ID != null;
    private static final MethodHandle ID = Objects.requireNonNull(IS_FINAL ? THREAD_ID : idMethod("getId"));

    private static final ClassValue<Boolean> OVERRIDES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(final Class<?> type) {
            try {
                return type.getMethod("getId").getDeclaringClass() != Thread.class;
            } catch (final NoSuchMethodException e) {
                throw new LinkageError("Every thread has it.", e);
            }
        }
    };
    private static final AtomicLong NEXT_OWN = new AtomicLong(MAX);
    private static final ThreadLocal<Long> OWN = ThreadLocal.withInitial(NEXT_OWN::getAndDecrement);

    private ThreadToken() {}

    private static @Nullable MethodHandle idMethod(final String name) {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, name, MethodType.methodType(long.class));
        } catch (final ReflectiveOperationException e) {
            return null; // not in this JDK
        }
    }

    /** Of the thread that calls. */
    static long current() {
        final Thread thread = Thread.currentThread();
        final Class<?> type = thread.getClass();
        if (!IS_FINAL && type != Thread.class && OVERRIDES.get(type)) {
            return OWN.get();
        }
        final long low = id(thread) & MAX;
        return low != 0 ? low : MAX;
    }

    private static long id(final Thread thread) {
        try {
            return (long) ID.invokeExact(thread);
        } catch (final Throwable e) {
            throw new LinkageError("An id throws nothing.", e);
        }
    }
}
