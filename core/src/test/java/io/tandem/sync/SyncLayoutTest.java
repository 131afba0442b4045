package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.concurrent.TimeoutException;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Golden words: whoever changes one of these layouts raises its version. */
@SuppressWarnings("try") // closed without use
class SyncLayoutTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** The words that aren't 0, each behind its offset; event words, in which nobody need sleep, left out. */
    private static String words(final AtomicBuffer buffer, final int event) {
        final StringBuilder words = new StringBuilder();
        for (int offset = 0; offset + Long.BYTES <= buffer.capacity(); offset += Long.BYTES) {
            final long word = buffer.getLong(offset);
            if (word != 0 && offset != event) {
                words.append(offset).append(": ").append(Long.toHexString(word)).append('\n');
            }
        }
        return words.toString();
    }

    @Test
    void shouldKeepTheLayoutOfAnEventWhenItsVersionStays() {
        try (SharedEvent event =
                        SharedEvent.builder().domain(domain.get()).name("event").create();
                TestSegments raw = TestSegments.open(event)) {
            event.set();
            event.set();
            final String set = words(raw.buffer(), 256);
            event.clear();

            assertThat(set).isEqualTo("""
                    0: 1
                    128: 5
                    """);
            assertThat(words(raw.buffer(), 256)).isEqualTo("""
                    0: 1
                    128: 4
                    """);
            assertThat(raw.buffer().capacity()).isEqualTo(260);
        } finally {
            SharedEvent.delete(domain.get(), "event");
        }
    }

    @Test
    void shouldKeepTheLayoutOfALatchWhenItsVersionStays() {
        try (SharedLatch latch = SharedLatch.builder(7)
                        .domain(domain.get())
                        .name("latch")
                        .create();
                TestSegments raw = TestSegments.open(latch)) {
            latch.countDown(2);

            assertThat(words(raw.buffer(), 256)).isEqualTo("""
                    0: 1
                    128: 5
                    """);
            assertThat(raw.buffer().capacity()).isEqualTo(260);
        } finally {
            SharedLatch.delete(domain.get(), "latch");
        }
    }

    @Test
    void shouldKeepTheLayoutOfABarrierWhenItsVersionStays() throws Exception {
        NativeLibrary.require();
        try (SharedBarrier barrier = SharedBarrier.builder(2)
                        .domain(domain.get())
                        .name("barrier")
                        .create();
                TestSegments raw = TestSegments.open(barrier)) {
            assertThat(ProcessRegistry.of(domain.get()).own()).isOne();
            final BlockedCall<Integer> waiting = BlockedCall.start(barrier::await);
            barrier.await();
            waiting.result();
            assertThatThrownBy(() -> barrier.await(0, SECONDS)).isInstanceOf(TimeoutException.class);
            barrier.reset();
            barrier.abort("why");

            final AtomicBuffer buffer = raw.buffer();
            buffer.putInt(136, 0); // the lock's event word

            assertThat(words(buffer, 384)).isEqualTo("""
                    0: 1
                    144: 1
                    256: a
                    264: 2
                    512: 1
                    520: 100000001
                    768: 2
                    776: 300000001
                    784: 79687700000003
                    8712: 10001
                    """);
            assertThat(buffer.capacity()).isEqualTo(12_800);
        } finally {
            SharedBarrier.delete(domain.get(), "barrier");
        }
    }

    /** What stands in the table of parties: the process, and how many of its threads wait in which round. */
    @Test
    void shouldKeepTheLayoutOfABarriersPartiesWhenItsVersionStays() throws Exception {
        try (SharedBarrier barrier = SharedBarrier.builder(3)
                        .domain(domain.get())
                        .name("barrier")
                        .create();
                TestSegments raw = TestSegments.open(barrier)) {
            final BlockedCall<Integer> first = BlockedCall.start(barrier::await);
            final BlockedCall<Integer> second = BlockedCall.start(barrier::await);

            final long process = raw.buffer().getLong(8704);
            final long arrived = raw.buffer().getLong(8712);
            barrier.await();

            assertThat(process).isOne();
            assertThat(arrived).isEqualTo(2);
            assertThat(raw.buffer().getLong(8712)).isEqualTo(3);
            assertThat(raw.buffer().getLong(256)).isEqualTo(4);
            assertThat(first.result() + second.result()).isEqualTo(3);
            barrier.close();
            assertThat(raw.buffer().getLong(8704)).isEqualTo(-1);
        } finally {
            SharedBarrier.delete(domain.get(), "barrier");
        }
    }
}
