package io.tandem.bench.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much the threads of this JVM have allocated. */
public final class HeapMeter {
    private final ThreadMXBean threads;

    /** For any thread. */
    public HeapMeter() {
        threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        if (!threads.isThreadAllocatedMemorySupported()) {
            throw new BenchException("this JVM doesn't count what a thread allocates: run with a HotSpot JDK");
        }
        threads.setThreadAllocatedMemoryEnabled(true);
    }

    /** {@return bytes of all threads that live, since each began} The compiler and the garbage collector don't count. */
    public long allocatedByAll() {
        long sum = 0;
        for (final long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            // -1 of one that has ended in between.
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** {@return bytes of this thread since it began} */
    long allocated() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
