package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.codec.CorruptMessageException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unchecked-bounds")
class CorruptMessageTest {
    private static final int ROUNDS = 10_000;

    private final MessageCodec<Object> tagged = Codecs.create(Object.class, null);
    private final MessageCodec<RecordCodecTest.Order> records = Codecs.create(RecordCodecTest.Order.class, null);
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** A refusal of Tandem's own, or a value: nothing else, and nothing outside of the bytes. */
    private void read(final MessageCodec<?> codec, final byte[] message, final int round) {
        try {
            final Object value = codec.read(new UnsafeBuffer(message), 0, message.length, Encoding.arrival());
            assertThat(value).isNotNull();
        } catch (final TandemException e) {
            assertThat(e).as("seed %d, round %d", seed, round).hasMessageContaining("message");
        } catch (final RuntimeException | Error e) {
            throw new AssertionError(
                    "seed " + seed + ", round " + round + ", " + HexFormat.of().formatHex(message), e);
        }
    }

    @Test
    void shouldRefuseOrReturnAValueWhenBytesAreRandom() {
        for (int i = 0; i < ROUNDS; i++) {
            final byte[] message = new byte[random.nextInt(80)];
            random.nextBytes(message);
            if (message.length > 0) {
                message[0] = (byte) random.nextInt(22);
            }

            read(tagged, message, i);
            read(records, message, i);
        }
    }

    @Test
    void shouldRefuseOrReturnAValueWhenEncodingsAreDamaged() {
        final Map<String, Object> map = new HashMap<>(Map.of("a", new BigDecimal("1.5"), "b", List.of(1, 2L, "c")));
        final List<byte[]> messages = List.of(
                Encoding.encode(tagged, "text"),
                Encoding.encode(tagged, new long[] {1, 2}),
                Encoding.encode(tagged, map),
                Encoding.encode(tagged, new IllegalStateException("x", new ArithmeticException("y"))));
        final byte[] order = Encoding.encode(
                records,
                new RecordCodecTest.Order(
                        1,
                        "AB",
                        RecordCodecTest.Side.BUY,
                        new RecordCodecTest.Point(1, "ж", new byte[5]),
                        new RecordCodecTest.Point(1, "x", null),
                        2));

        for (int i = 0; i < ROUNDS; i++) {
            read(tagged, damaged(messages.get(i % messages.size())), i);
            read(records, damaged(order), i);
        }
    }

    private byte[] damaged(final byte[] message) {
        final byte[] damaged =
                Arrays.copyOf(message, random.nextInt(8) == 0 ? random.nextInt(message.length) : message.length);
        for (int k = random.nextInt(4); k >= 0 && damaged.length > 0; k--) {
            final int at = random.nextInt(damaged.length);
            damaged[at] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << random.nextInt(8));
        }
        return damaged;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00", "14", "ff", "0601", "06010203040506070809", "0a41", "10010203", "05", "0102030405"})
    void shouldRefuseTheMessageWhenTagOrLengthIsWrong(final String hex) {
        final byte[] message = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> Encoding.decode(tagged, message)).isInstanceOf(CorruptMessageException.class);
    }

    @Test
    void shouldRefuseTheRangeWhenItIsOutsideOfTheBuffer() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
        final MessageCodec<RecordCodecTest.Positive> numbers = Codecs.create(RecordCodecTest.Positive.class, null);

        for (final int[] range : new int[][] {{-1, 4}, {0, 17}, {13, 4}, {0, -1}, {Integer.MAX_VALUE, 4}}) {
            assertThatThrownBy(() -> tagged.read(buffer, range[0], range[1], Encoding.arrival()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessageContaining("its buffer has 16");
            assertThatThrownBy(() -> numbers.read(buffer, range[0], range[1], Encoding.arrival()))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessageContaining("its buffer has 16");
        }
    }

    @Test
    void shouldRefuseTheRecordWhenALengthPointsOutsideOfIt() {
        final MessageCodec<RecordCodecTest.Point> points = Codecs.create(RecordCodecTest.Point.class, null);
        // x, length of label, length of data, forms of both, tails
        final String good = "01000000" + "02000000" + "01000000" + "01" + "01" + "4142" + "09";

        assertThat(Encoding.decode(points, HexFormat.of().parseHex(good)).label())
                .isEqualTo("AB");
        for (final String bad : new String[] {
            good.replace("02000000", "03000000"), // more than there is
            good.replace("02000000", "01000000"), // less than there is
            good.replace("02000000", "ffffffff"),
            good.replace("02000000", "ffffff7f"),
            "01000000" + "02000000" + "01000000" + "00" + "01" + "4142" + "09", // null with characters
            "01000000" + "02000000" + "01000000" + "03" + "01" + "4142" + "09", // unknown form
            "01000000" + "02000000" + "01000000" + "01" + "02" + "4142" + "09", // bytes have no second form
            "01000000" + "01000000" + "02000000" + "02" + "01" + "4142" + "09", // half a character
            good + "00",
            "01000000"
        }) {
            assertThatThrownBy(() -> Encoding.decode(points, HexFormat.of().parseHex(bad)))
                    .as(bad)
                    .isInstanceOf(CorruptMessageException.class);
        }
    }

    record Texts(String first, String second, String third) {}

    @Test
    void shouldRefuseTheRecordWhenTheSumOfItsLengthsGoesRound() {
        final MessageCodec<Texts> texts = Codecs.create(Texts.class, null);
        final String message = "ffffff7f" + "ffffff7f" + "05000000" + "010101" + "414243"; // adds up to 3

        assertThatThrownBy(() -> Encoding.decode(texts, HexFormat.of().parseHex(message)))
                .isInstanceOf(CorruptMessageException.class);
    }

    @Test
    void shouldRefuseTheObjectWhenBytesFollowIt() {
        final byte[] message = Encoding.encode(tagged, List.of(1));
        final byte[] longer = Arrays.copyOf(message, message.length + 1);

        assertThatThrownBy(() -> Encoding.decode(tagged, longer))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("1 bytes too many");
    }
}
