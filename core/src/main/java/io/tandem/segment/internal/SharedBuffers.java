package io.tandem.segment.internal;

import io.tandem.os.ModuleAccess;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The one factory of buffers over shared memory. A test may decorate them, to count accesses and to let a process die at
 * one of them; otherwise they are plain {@link UnsafeBuffer}s, so that call sites stay monomorphic.
 */
public final class SharedBuffers {
    static {
        // A class literal doesn't initialize the class: Agrona's buffers may be touched only after this.
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
    }

    private static volatile @Nullable UnaryOperator<AtomicBuffer> decorator;

    private SharedBuffers() {}

    /** A buffer over a window of a mapping; keeps the mapping alive. */
    public static AtomicBuffer wrap(final ByteBuffer window) {
        final AtomicBuffer buffer = new UnsafeBuffer(window);
        final UnaryOperator<AtomicBuffer> current = decorator;
        return current == null ? buffer : current.apply(buffer);
    }

    /** For tests: decorates every buffer that is made from now on; null ends that. Returns what was there before. */
    public static synchronized @Nullable UnaryOperator<AtomicBuffer> decorate(
            final @Nullable UnaryOperator<AtomicBuffer> replacement) {
        final UnaryOperator<AtomicBuffer> before = decorator;
        decorator = replacement;
        return before;
    }
}
