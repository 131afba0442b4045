package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Memory of large items that is used again, with the mappings that two handles have of it. */
class QueueSparesTest {
    private static final int LENGTH = 1 << 20;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedQueue<byte[]> ours;
    private SharedQueue<byte[]> theirs;

    @BeforeEach
    void open() {
        NativeLibrary.require();
        ours = queue();
        theirs = queue();
    }

    private SharedQueue<byte[]> queue() {
        return SharedQueue.builder(byte[].class)
                .domain(domain.get())
                .name("queue")
                .openOrCreate();
    }

    @AfterEach
    void close() throws Exception {
        theirs.close();
        ours.close();
        SharedQueue.delete(domain.get(), "queue");
        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    private List<String> objects() {
        return Arrays.stream(Objects.requireNonNull(
                        domain.directory().resolve("objects").toFile().list()))
                .sorted()
                .toList();
    }

    private static byte[] item(final int length, final int fill) {
        final byte[] item = new byte[length];
        Arrays.fill(item, (byte) fill);
        return item;
    }

    private void pass(final int length, final int fill) throws InterruptedException {
        ours.put(item(length, fill));
        assertThat(Arrays.equals(theirs.take(), item(length, fill))).isTrue();
    }

    private void passView(final int fill) {
        try (RawQueue put = ours.raw();
                RawQueue taken = theirs.raw()) {
            put.claim(LENGTH).setMemory(0, LENGTH, (byte) fill);
            assertThat(put.publish()).isEqualTo(1);
            try (MessageView view = Objects.requireNonNull(taken.poll())) {
                assertThat(view.buffer().capacity()).isEqualTo(LENGTH);
                assertThat(view.buffer().getByte(LENGTH - 1)).isEqualTo((byte) fill);
            }
        }
    }

    @Test
    void shouldNeitherOpenNorMapWhenALargeItemFollowsAnother() throws Exception {
        pass(LENGTH, 1);
        pass(LENGTH, 2);

        try (RecordingSystem system = RecordingSystem.install()) {
            pass(LENGTH - 1, 3);
            pass(LENGTH, 4);

            assertThat(mappingCalls(system)).isZero();
        }
    }

    @Test
    void shouldNeitherOpenNorMapWhenWhatAViewShowedIsUsedAgain() {
        passView(1);
        passView(2);
        final List<String> before = objects();

        try (RecordingSystem system = RecordingSystem.install()) {
            passView(3);

            assertThat(mappingCalls(system)).isZero();
        }
        assertThat(objects()).isEqualTo(before).hasSize(2);
    }

    private static int mappingCalls(final RecordingSystem system) {
        return system.calls("open") + system.calls("map") + system.calls("replaceByAnonymous") + system.calls("link");
    }

    @Test
    void shouldKeepTheMemoryOf64MebibytesAndTheirTag() throws Exception {
        pass(64 << 20, 1);
        final List<String> before = objects();

        pass(64 << 20, 2);

        assertThat(objects()).isEqualTo(before).hasSize(2);
    }

    @Test
    void shouldShowWhatWasPutWhenMoreAreOnTheirWayThanAreKept() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 7; i++) {
                ours.put(item(LENGTH + i, round * 7 + i));
            }
            for (int i = 0; i < 7; i++) {
                assertThat(Arrays.equals(theirs.take(), item(LENGTH + i, round * 7 + i)))
                        .isTrue();
            }
        }

        assertThat(objects()).hasSizeBetween(2, 5);
    }

    @Test
    void shouldKeepAViewsMemoryWhenItIsClosedAfterTheQueue() {
        try (RawQueue put = ours.raw();
                RawQueue taken = theirs.raw()) {
            put.claim(LENGTH).setMemory(0, LENGTH, (byte) 5);
            put.publish();
            final MessageView view = Objects.requireNonNull(taken.poll());
            final DirectBuffer bytes = view.buffer();

            theirs.close();
            ours.close();

            assertThat(bytes.getByte(LENGTH - 1)).isEqualTo((byte) 5);
            view.close();
            assertThat(bytes.capacity()).isZero();
        }
    }
}
