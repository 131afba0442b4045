package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
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

    record Growing(int[] calls) {}

    record Unsteady(String text) {
        private static int calls;

        @Override
        public String text() {
            return "x".repeat(++calls);
        }
    }

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
}
