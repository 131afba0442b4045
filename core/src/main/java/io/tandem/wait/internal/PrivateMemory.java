package io.tandem.wait.internal;

import io.tandem.os.ModuleAccess;
import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Two cache lines of this process's own memory, at an address that a futex can use. */
final class PrivateMemory {
    private static final int LENGTH = 128;

    private PrivateMemory() {}

    static AtomicBuffer allocate() {
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
        return new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    }
}
