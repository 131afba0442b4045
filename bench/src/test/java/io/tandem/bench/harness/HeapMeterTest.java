package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HeapMeterTest {
    private static final int BYTES = 8 << 20;

    @Test
    void shouldCountWhatAnotherThreadAllocatesWhenAskedForAll() throws Exception {
        final HeapMeter meter = new HeapMeter();
        final CountDownLatch allocated = new CountDownLatch(1);
        final CountDownLatch counted = new CountDownLatch(1);
        final AtomicReference<byte[]> kept = new AtomicReference<>();
        final long before = meter.allocatedByAll();
        final long ownBefore = meter.allocated();
        final Thread other = new Thread(() -> {
            kept.set(new byte[BYTES]);
            allocated.countDown();
            try {
                counted.await();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        other.start();
        allocated.await();
        final long all = meter.allocatedByAll() - before;
        final long own = meter.allocated() - ownBefore;
        counted.countDown();
        other.join();

        // What threads of the JVM that have ended meanwhile had allocated is missing.
        assertThat(all).isGreaterThan(BYTES / 2);
        assertThat(own).isLessThan(BYTES / 2);
    }
}
