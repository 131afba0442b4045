package io.tandem.channel.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.TestDomain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who lets go of a queue's memory when its handle is closed under a call. */
class OpenQueueTest {
    private static final int CAPACITY = 4096;
    private static final long LIMIT_SECONDS = 60;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldLetGoOfTheMemoryWhenARawCallOutstaysTheClose() throws Exception {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final SharedQueue<byte[]> queue = SharedQueue.builder(byte[].class)
                .domain(domain.get())
                .capacityBytes(CAPACITY)
                .create();
        final RawQueue raw = queue.raw();
        final CompletableFuture<Void> claimed;

        try (var interception = InterceptedSystem.install(call -> {
            if (call.name().equals("allocate") && inside.getCount() > 0) {
                inside.countDown();
                goOn.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
            return call.passOn();
        })) {
            assertThat(interception).isNotNull();
            claimed = CompletableFuture.runAsync(() -> raw.claim(CAPACITY)); // longer than the ring takes
            assertThat(inside.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            queue.close();
            goOn.countDown();
            claimed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        raw.close();

        assertThat(domain.leftovers()).isEmpty();
    }
}
