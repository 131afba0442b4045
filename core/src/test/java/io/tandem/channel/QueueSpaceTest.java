package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.SmallFileSystem;
import io.tandem.testing.TestDomain;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Large items where there is no room for them. */
@SuppressWarnings("try") // closed without use
class QueueSpaceTest {
    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    final SmallFileSystem files = new SmallFileSystem();

    private static SharedQueue<byte[]> queue(final Domain domain) {
        return SharedQueue.builder(byte[].class).domain(domain).create();
    }

    private static byte[] item(final int megabytes) {
        final byte[] item = new byte[megabytes * MEGABYTE];
        Arrays.fill(item, (byte) megabytes);
        return item;
    }

    private static void end(final Domain domain) throws Exception {
        domain.sweep();
        assertThat(TestDomain.leftovers(domain)).isEmpty();
        ProcessRegistry.of(domain).leave();
    }

    @Test
    void shouldGoOnWhenThereIsNoRoomForALargeItem() throws Exception {
        final Domain domain = files.mount();
        try (SharedQueue<byte[]> queue = queue(domain)) {
            queue.put(item(6));
            queue.put(item(4));

            assertThatThrownBy(() -> queue.put(item(8)))
                    .isInstanceOf(OutOfSpaceException.class)
                    .hasMessageContaining(files.directory().toString())
                    .hasMessageContaining("tandem.dir");
            queue.put(new byte[] {1});

            assertThat(queue.size()).isEqualTo(3);
            assertThat(queue.take()).isEqualTo(item(6));
            assertThat(queue.take()).isEqualTo(item(4));
            assertThat(queue.take()).containsExactly(1);
        }
        end(domain);
    }

    @Test
    void shouldGoOnWhenSpaceRunsOutInTheMiddleOfALargeItem() throws Exception {
        final Domain domain = files.mount();
        try (SharedQueue<byte[]> queue = queue(domain)) {
            queue.put(item(6));

            try (InterceptedSystem system = SmallFileSystem.boastOfSpace()) {
                assertThatThrownBy(() -> queue.put(item(12))).isInstanceOf(OutOfSpaceException.class);
            }
            queue.put(item(7));

            assertThat(queue.take()).isEqualTo(item(6));
            assertThat(queue.take()).isEqualTo(item(7));
            assertThat(queue.poll()).isNull();
        }
        end(domain);
    }

    /** What is kept for the next large item must not stand in its way. */
    @Test
    void shouldGiveSpareMemoryBackWhenALargerItemNeedsIt() throws Exception {
        final Domain domain = files.mount();
        try (SharedQueue<byte[]> queue = queue(domain)) {
            queue.put(item(6));
            queue.put(item(5));
            queue.take();
            queue.take();

            queue.put(item(12));

            assertThat(queue.take()).isEqualTo(item(12));
        }
        end(domain);
    }

    /** Others still have it mapped, and would keep it. */
    @Test
    void shouldGiveSpareMemoryBackWhenAnotherHandleHasItMapped() throws Exception {
        final Domain domain = files.mount();
        try (SharedQueue<byte[]> queue = named(domain);
                SharedQueue<byte[]> theirs = named(domain)) {
            queue.put(item(6));
            queue.put(item(5));
            theirs.take();
            theirs.take();

            queue.put(item(12));

            assertThat(theirs.take()).isEqualTo(item(12));
        }
        SharedQueue.delete(domain, "large");
        end(domain);
    }

    private static SharedQueue<byte[]> named(final Domain domain) {
        return SharedQueue.builder(byte[].class).domain(domain).name("large").openOrCreate();
    }
}
