package io.tandem.sync.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.sync.SharedLock;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where each word stands: another language may read this. The literals are meant. */
@SuppressWarnings("try") // closed early
class SharedLockLayoutTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    private Segment open() {
        return Segment.open(
                domain.get(), new SegmentSpec(ObjectKind.LOCK, "lock", 2304, Map.of(), true, Set.of(), s -> {}));
    }

    @Test
    void shouldKeepItsBytesWhenTheVersionIsTheSame() throws Exception {
        try (SharedLock lock =
                SharedLock.builder().domain(domain.get()).name("lock").create()) {
            final Segment segment = open();
            final AtomicBuffer body = segment.buffer(0, 2304);
            final long[] id = {0};
            final Thread owner = new Thread(
                    () -> {
                        lock.condition("not-empty");
                        lock.lock();
                        lock.lock();
                        lock.condition("not-empty").signal();
                        lock.condition("not-empty").signal();
                        id[0] = Thread.currentThread().getId();
                    },
                    "golden");

            owner.start();
            owner.join();

            assertThat(segment.bodyLength()).isGreaterThanOrEqualTo(2304);
            assertThat(segment.configuration()).isEqualTo(Map.of("owner-death", "report"));
            assertThat(body.getInt(0)).isEqualTo(2);
            assertThat(body.getInt(128)).isEqualTo((int) id[0]);
            assertThat(body.getInt(132)).isEqualTo(lock.owner().orElseThrow().processNumber());
            assertThat(body.getInt(136)).isZero();
            assertThat(body.getInt(144)).isEqualTo(1);
            assertThat(body.getInt(148)).isEqualTo(2);
            assertThat(body.getLong(152)).isEqualTo(body.getLong(128));
            assertThat(body.getLong(160)).isZero();
            assertThat(body.getLong(168)).isZero();
            assertThat(body.getInt(176)).isEqualTo(6);
            assertThat(text(body, 184, 6)).isEqualTo("golden");
            assertThat(body.getInt(256)).isEqualTo(9);
            assertThat(body.getLong(264)).isEqualTo(2);
            assertThat(text(body, 272, 10)).isEqualTo("not-empty\0");
            assertThat(body.getInt(384)).isZero();
            body.putLongVolatile(128, 0); // or it would be its dead thread's, and in use
            segment.close();
        } finally {
            SharedLock.delete(domain.get(), "lock");
        }
    }

    @Test
    void shouldRefuseAnotherVersionWhenOpened() {
        try (SharedLock lock =
                SharedLock.builder().domain(domain.get()).name("lock").create()) {
            final Segment segment = open();
            segment.buffer(0, 4).putInt(0, 77);

            assertThatThrownBy(() -> SharedLock.builder()
                            .domain(domain.get())
                            .name("lock")
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("77", "2");
            assertThat(lock.isLocked()).isFalse();
            segment.close();
        } finally {
            SharedLock.delete(domain.get(), "lock");
        }
    }

    private static String text(final AtomicBuffer body, final int index, final int length) {
        final byte[] bytes = new byte[length];
        body.getBytes(index, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
