package io.tandem.sync.internal.lock;

import io.tandem.segment.internal.Layouts;
import java.util.Arrays;

/** A thread's name as it stands in shared memory. Kept by the thread, so that writing it allocates nothing. */
final class ThreadName {
    private static final ThreadLocal<ThreadName> OF_THREAD = ThreadLocal.withInitial(ThreadName::new);

    private final byte[] bytes = new byte[SharedLockDescriptor.MAX_THREAD_NAME_LENGTH];
    private String encoded = "";
    private int length;

    private ThreadName() {}

    static ThreadName ofThisThread() {
        final ThreadName name = OF_THREAD.get();
        name.encode(Thread.currentThread().getName());
        return name;
    }

    private void encode(final String name) {
        if (name.equals(encoded)) {
            return;
        }
        final byte[] text = Layouts.utf8(name, bytes.length);
        Arrays.fill(bytes, (byte) 0);
        System.arraycopy(text, 0, bytes, 0, text.length);
        length = text.length;
        encoded = name;
    }

    /** With zeros behind it. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
