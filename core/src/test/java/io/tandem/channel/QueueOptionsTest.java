package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.Codec;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.testing.TestDomain;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who opens a queue that is there must mean the same queue. */
@SuppressWarnings("try") // closed without use
class QueueOptionsTest {
    private static final String NAME = "orders";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedQueue<String> existing;

    /** A length, and a byte for each character. */
    private static final class Bytes implements Codec<String> {
        @Override
        public String name() {
            return "bytes";
        }

        @Override
        public int length(final String value) {
            return value.length();
        }

        @Override
        public void encode(final String value, final MutableDirectBuffer target, final int offset) {
            target.putStringWithoutLengthAscii(offset, value);
        }

        @Override
        public String decode(final DirectBuffer source, final int offset, final int length) {
            return source.getStringWithoutLengthAscii(offset, length);
        }
    }

    @BeforeEach
    void create() {
        existing = builder(String.class).capacityBytes(8192).capacityItems(5).create();
    }

    @AfterEach
    void delete() {
        existing.close();
        SharedQueue.delete(domain.get(), NAME);
    }

    private <E> SharedQueue.Builder<E> builder(final Class<E> type) {
        return SharedQueue.builder(type).domain(domain.get()).name(NAME);
    }

    @Test
    void shouldNameBothValuesWhenTheTypeDiffers() {
        assertThatThrownBy(() -> builder(Integer.class).adoptExisting().open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll(NAME, "java.lang.String", "java.lang.Integer");
        assertThatThrownBy(() -> builder(Object.class).adoptExisting().openOrCreate())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll("java.lang.String", "java.lang.Object");
    }

    @Test
    void shouldNameBothValuesWhenTheCodecDiffers() {
        assertThatThrownBy(() ->
                        builder(String.class).codec(new Bytes()).adoptExisting().open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll(NAME, "bytes", "tagged");
    }

    @Test
    void shouldNameBothValuesWhenACapacityDiffers() {
        assertThatThrownBy(() -> builder(String.class)
                        .capacityBytes(4096)
                        .capacityItems(5)
                        .open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll("8192", "4096");
        assertThatThrownBy(() -> builder(String.class).capacityBytes(8192).openOrCreate())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll("5", "unlimited");
    }

    @Test
    void shouldTakeItsCapacitiesWhenAdopted() {
        try (SharedQueue<String> opened =
                builder(String.class).capacityBytes(4096).adoptExisting().openOrCreate()) {
            existing.add("item");

            assertThat(opened.remainingCapacity()).isEqualTo(4);
            assertThat(opened.poll()).isEqualTo("item");
            assertThat(opened.name()).contains(NAME);
        }
    }

    @Test
    void shouldRefuseWhenANameIsTakenOrMissing() {
        assertThatThrownBy(() -> builder(String.class).create()).isInstanceOf(ObjectExistsException.class);
        assertThatThrownBy(() -> builder(String.class).name("none").open()).isInstanceOf(ObjectNotFoundException.class);
        assertThat(SharedQueue.delete(domain.get(), "none")).isFalse();
        assertThatThrownBy(() -> SharedQueue.builder(String.class).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("name(...)");
    }

    @Test
    void shouldRefuseCapacitiesThatCantBe() {
        for (final int capacity : new int[] {0, -1, 2048, 4095, 5000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> builder(String.class).capacityBytes(capacity))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Integer.toString(capacity));
        }
        assertThatThrownBy(() -> builder(String.class).capacityItems(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void shouldUseAUsersCodecWhenBothHaveIt() throws Exception {
        final String name = "coded";
        try (SharedQueue<String> queue =
                        builder(String.class).name(name).codec(new Bytes()).create();
                SharedQueue<String> other =
                        builder(String.class).name(name).codec(new Bytes()).open();
                SharedQueue<Object> carrier =
                        SharedQueue.builder(Object.class).domain(domain.get()).create()) {
            queue.put("by a codec");
            queue.put("");

            assertThat(other.take()).isEqualTo("by a codec");
            assertThat(other.take()).isEmpty();
            assertThatThrownBy(() -> carrier.put(queue))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageContaining("Serializable");
        } finally {
            SharedQueue.delete(domain.get(), name);
        }
    }
}
