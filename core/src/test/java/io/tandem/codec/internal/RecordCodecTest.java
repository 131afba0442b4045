package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.NotTransferableException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    enum Side {
        BUY,
        SELL {
            @Override
            public String toString() {
                return "sells";
            }
        }
    }

    record Nothing() {}

    record Primitive(boolean z, byte b, short s, char c, int i, long l, float f, double d) {}

    record Boxed(
            @Nullable Boolean z,
            @Nullable Byte b,
            @Nullable Short s,
            @Nullable Character c,
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Float f,
            @Nullable Double d) {}

    @SuppressWarnings("ArrayRecordComponent") // they are supported
    record Point(int x, @Nullable String label, byte @Nullable [] data) {}

    record Order(
            long id,
            String symbol,
            @Nullable Side side,
            @Nullable Point from,
            @Nullable Point to,
            double price) {}

    private record Hidden(String text) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("not positive: " + value);
            }
        }
    }

    record Unsupported(int id, List<String> items) {}

    record Recursive(int id, @Nullable Recursive next) {}

    record Unsteady(String text) {
        private static int calls;

        @Override
        public String text() {
            return text + "x".repeat(calls++);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // as above
    record UnsteadyBytes(byte[] data) {
        private static int calls;

        @Override
        public byte[] data() {
            return new byte[calls++];
        }
    }

    record Long300(
            String
                    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
            String
                    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
            String
                    cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc,
            String
                    dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,
            int last) {}

    private static Order order() {
        return new Order(0x0102030405060708L, "AB", Side.SELL, null, new Point(7, "ж", new byte[] {9}), 1.0);
    }

    @Test
    void shouldReturnEqualRecordsWhenComponentsHaveEdgeValues() {
        final MessageCodec<Primitive> primitives = Codecs.create(Primitive.class, null);
        final MessageCodec<Boxed> boxes = Codecs.create(Boxed.class, null);
        final Primitive low = new Primitive(
                true, Byte.MIN_VALUE, Short.MIN_VALUE, '\uffff', Integer.MIN_VALUE, Long.MIN_VALUE, -0.0f, Double.NaN);
        final Boxed full = new Boxed(false, (byte) 1, (short) 2, 'c', 4, 5L, Float.MIN_VALUE, Double.NEGATIVE_INFINITY);
        final Boxed empty = new Boxed(null, null, null, null, null, null, null, null);

        final Primitive lowAgain = Encoding.roundTrip(primitives, low);
        final Boxed fullAgain = Encoding.roundTrip(boxes, full);
        final Boxed emptyAgain = Encoding.roundTrip(boxes, empty);

        assertThat(lowAgain).isEqualTo(low);
        assertThat(fullAgain).isEqualTo(full);
        assertThat(emptyAgain).isEqualTo(empty);
    }

    @Test
    void shouldReturnAnEqualRecordWhenRecordsAreNested() {
        final MessageCodec<Order> codec = Codecs.create(Order.class, null);

        final Order decoded = Encoding.roundTrip(codec, order());

        assertThat(decoded).usingRecursiveComparison().isEqualTo(order());
    }

    @Test
    void shouldReturnTheRecordWhenItIsEmptyOrPrivate() {
        final MessageCodec<Nothing> nothing = Codecs.create(Nothing.class, null);
        final MessageCodec<Hidden> hidden = Codecs.create(Hidden.class, null);

        final byte[] none = Encoding.encode(nothing, new Nothing());
        final Hidden text = Encoding.roundTrip(hidden, new Hidden("ü"));

        assertThat(none).isEmpty();
        assertThat(Encoding.decode(nothing, none)).isEqualTo(new Nothing());
        assertThat(text).isEqualTo(new Hidden("ü"));
    }

    @Test
    void shouldKeepItsLayoutWhenTheCodeChanges() {
        final MessageCodec<Order> codec = Codecs.create(Order.class, null);

        final byte[] message = Encoding.encode(codec, order());

        assertThat(codec.name())
                .isEqualTo("record/1 io.tandem.codec.internal.RecordCodecTest$Order(long id, String symbol,"
                        + " io.tandem.codec.internal.RecordCodecTest$Side{BUY|SELL} side,"
                        + " io.tandem.codec.internal.RecordCodecTest$Point(int x, String label, byte[] data) from,"
                        + " io.tandem.codec.internal.RecordCodecTest$Point(int x, String label, byte[] data) to,"
                        + " double price)");
        assertThat(HexFormat.of().formatHex(message))
                .isEqualTo("0807060504030201" + "000000000000f03f" // id, price
                        + "02000000" + "01000000" // length of symbol, side
                        + "00000000" + "00000000" + "00000000" // from: x, lengths of label and data
                        + "07000000" + "02000000" + "01000000" // to: the same
                        + "01" + "00" + "00" + "00" + "01" + "02" + "01" // forms
                        + "4142" + "3604" + "09"); // tails
    }

    @Test
    void shouldRefuseWhenAnAccessorReturnsAnotherLengthTheSecondTime() {
        final MessageCodec<Unsteady> text = Codecs.create(Unsteady.class, null);
        final MessageCodec<UnsteadyBytes> data = Codecs.create(UnsteadyBytes.class, null);

        assertThatThrownBy(() -> Encoding.encode(text, new Unsteady("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must always return the same");
        assertThatThrownBy(() -> Encoding.encode(data, new UnsteadyBytes(new byte[0])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must always return the same");
    }

    @Test
    void shouldRefuseTheMessageWhenTheConstructorDoes() {
        final MessageCodec<Positive> codec = Codecs.create(Positive.class, null);
        final byte[] message = Encoding.encode(codec, new Positive(1));
        message[0] = 0;

        assertThatThrownBy(() -> Encoding.decode(codec, message))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("RecordCodecTest$Positive refused a message of 4 bytes")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseTheTypeWhenAComponentHasNoLayoutAndTheRecordIsNotSerializable() {
        assertThatThrownBy(() -> Codecs.create(Unsupported.class, null))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("the component items of io.tandem.codec.internal.RecordCodecTest$Unsupported is a"
                        + " java.util.List")
                .hasMessageContaining("implement Serializable");
        assertThatThrownBy(() -> Codecs.create(Recursive.class, null))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("component next");
    }

    @Test
    void shouldCutTheNameAndAddADigestWhenTheLayoutIsLong() {
        final MessageCodec<Long300> codec = Codecs.create(Long300.class, null);

        assertThat(codec.name())
                .startsWith("record/1 io.tandem.")
                .hasSizeLessThan(430)
                .matches(".*\\.\\.\\. #[0-9a-f]{16}");
    }

    @Test
    void shouldReturnEqualRecordsWhenComponentsAreRandom() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final MessageCodec<Order> codec = Codecs.create(Order.class, null);

        for (int i = 0; i < 2000; i++) {
            final Order order = new Order(
                    random.nextLong(),
                    text(random),
                    random.nextInt(3) == 0 ? null : Side.values()[random.nextInt(2)],
                    point(random),
                    point(random),
                    random.nextDouble());

            assertThat(Encoding.roundTrip(codec, order))
                    .as("seed %d, round %d", seed, i)
                    .usingRecursiveComparison()
                    .isEqualTo(order);
        }
    }

    private static String text(final Random random) {
        final StringBuilder text = new StringBuilder();
        final int limit = random.nextBoolean() ? 256 : 65_536;
        for (int i = random.nextInt(100); i > 0; i--) {
            text.append((char) random.nextInt(limit));
        }
        return text.toString();
    }

    private static @Nullable Point point(final Random random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        final byte[] data = new byte[random.nextInt(50)];
        random.nextBytes(data);
        return new Point(
                random.nextInt(), random.nextBoolean() ? null : text(random), random.nextBoolean() ? null : data);
    }
}
