package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.codec.Codec;
import io.tandem.codec.CorruptMessageException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

class UserCodecTest {
    /** A codec whose parts a test replaces. */
    private static class IntegerCodec implements Codec<Integer> {
        private final List<DirectBuffer> kept = new ArrayList<>();

        @Override
        public String name() {
            return "integer/7";
        }

        @Override
        public int length(final Integer value) {
            return Integer.BYTES;
        }

        @Override
        public void encode(final Integer value, final MutableDirectBuffer target, final int offset) {
            kept.add(target);
            target.putInt(offset, value);
        }

        @Override
        public Integer decode(final DirectBuffer source, final int offset, final int length) {
            kept.add(source);
            return source.getInt(offset);
        }
    }

    private static MessageCodec<Integer> create(final Codec<Integer> codec) {
        return Codecs.create(Integer.class, codec);
    }

    @Test
    void shouldReturnAnEqualValueWhenTheCodecIsTheUsers() {
        final MessageCodec<Integer> codec = create(new IntegerCodec());

        final Integer again = Encoding.roundTrip(codec, 42);

        assertThat(again).isEqualTo(42);
        assertThat(codec.name()).isEqualTo("integer/7");
    }

    @Test
    void shouldFindTheBufferEmptyWhenTheCodecKeptIt() {
        final IntegerCodec own = new IntegerCodec();
        final MessageCodec<Integer> codec = create(own);

        final byte[] message = Encoding.encode(codec, 42);
        final int capacityAfterWriting = own.kept.get(0).capacity();
        Encoding.decode(codec, message);
        final int capacityAfterReading = own.kept.get(1).capacity();

        assertThat(capacityAfterWriting).isZero();
        assertThat(capacityAfterReading).isZero();
    }

    @Test
    void shouldNameTheCodecWhenItWritesMoreThanItAnnounced() {
        final MessageCodec<Integer> codec = create(new IntegerCodec() {
            @Override
            public int length(final Integer value) {
                return 3;
            }
        });

        assertThatThrownBy(() -> Encoding.encode(codec, 1))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("The codec integer/7 left the 3 bytes that its length() announced for a"
                        + " java.lang.Integer");
    }

    @Test
    void shouldNameTheCodecWhenItAnnouncesANegativeLength() {
        final MessageCodec<Integer> codec = create(new IntegerCodec() {
            @Override
            public int length(final Integer value) {
                return -1;
            }
        });

        assertThatThrownBy(() -> Encoding.encode(codec, 1))
                .isInstanceOf(TandemException.class)
                .hasMessage(
                        "The codec integer/7 says that a java.lang.Integer takes -1 bytes. length() must return 0 or"
                                + " more.");
    }

    @Test
    void shouldNameTheCodecWhenOneOfItsMethodsFails() {
        final MessageCodec<Integer> codec = create(new IntegerCodec() {
            @Override
            public int length(final Integer value) {
                return value < 0 ? Math.toIntExact(Long.MAX_VALUE) : Integer.BYTES;
            }

            @Override
            public void encode(final Integer value, final MutableDirectBuffer target, final int offset) {
                throw new IllegalStateException("ink is out");
            }

            @Override
            public Integer decode(final DirectBuffer source, final int offset, final int length) {
                return source.getInt(offset + 4);
            }
        });

        assertThatThrownBy(() -> Encoding.encode(codec, -1))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("The codec integer/7 failed to measure a java.lang.Integer");
        assertThatThrownBy(() -> Encoding.encode(codec, 1))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("The codec integer/7 failed to encode a java.lang.Integer")
                .hasMessageContaining("ink is out");
        assertThatThrownBy(() -> Encoding.decode(codec, new byte[4]))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("The codec integer/7 failed to decode a message of 4 bytes");
    }

    @Test
    void shouldNameTheCodecWhenItDecodesToNull() {
        final MessageCodec<Integer> codec = create(new IntegerCodec() {
            @Override
            @SuppressWarnings("NullAway") // that is the point
            public Integer decode(final DirectBuffer source, final int offset, final int length) {
                return null;
            }
        });

        assertThatThrownBy(() -> Encoding.decode(codec, new byte[4]))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("The codec integer/7 decoded a message of 4 bytes to null");
    }

    @Test
    void shouldRefuseTheCodecWhenItHasNoName() {
        final Codec<Integer> nameless = new IntegerCodec() {
            @Override
            public String name() {
                return " ";
            }
        };

        assertThatThrownBy(() -> create(nameless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no name");
    }
}
