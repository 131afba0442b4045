package io.tandem.bench.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much this thread has allocated. */
final class HeapMeter {
    private final ThreadMXBean threads;

    HeapMeter() {
        threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        if (!threads.isThreadAllocatedMemorySupported()) {
            throw new BenchException("this JVM doesn't count what a thread allocates: run with a HotSpot JDK");
        }
        threads.setThreadAllocatedMemoryEnabled(true);
    }

    /** {@return bytes since the thread began} */
    long allocated() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
