package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tandem.codec.CorruptMessageException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaggedCodecTest {
    private final MessageCodec<Object> codec = Codecs.create(Object.class, null);

    static Stream<Object> values() {
        return Stream.of(
                true,
                false,
                (byte) -128,
                Short.MIN_VALUE,
                'ÿ',
                '\uffff',
                Integer.MIN_VALUE,
                127,
                Long.MIN_VALUE,
                -1L,
                Float.MIN_VALUE,
                Float.NaN,
                -0.0f,
                Double.MAX_VALUE,
                -0.0d,
                "",
                "a",
                "0123456789abcdef0123456789abcdef",
                "ÿ",
                "Ā",
                "\ud800",
                "a\udc00\ud800b",
                "😀",
                "x".repeat(100_000),
                "ж".repeat(100_000),
                new boolean[0],
                new boolean[] {true, false},
                new byte[] {-1, 0, 1},
                new short[] {1, -2},
                new char[] {'a', '\uffff'},
                new int[5000],
                new long[] {Long.MAX_VALUE},
                new float[] {1.5f},
                new double[] {Double.NaN},
                List.of(1, "two", 3L),
                Map.of("k", new BigDecimal("1.25")),
                new String[] {"a", null});
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldReturnAnEqualValueWhenDecoded(final Object value) {
        final byte[] message = Encoding.encode(codec, value);

        final Object decoded = Encoding.decode(codec, message);

        assertThat(decoded).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void shouldReturnAnEqualStringWhenCharactersAreRandom() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);

        for (int i = 0; i < 2000; i++) {
            final char[] characters = new char[random.nextInt(200) * (i % 100 == 0 ? 100 : 1)];
            final int limit = random.nextBoolean() ? 256 : 65_536;
            for (int k = 0; k < characters.length; k++) {
                characters[k] = (char) random.nextInt(limit);
            }
            final String value = new String(characters);

            assertThat(Encoding.roundTrip(codec, value)).as("seed %d", seed).isEqualTo(value);
        }
    }

    static Stream<Arguments> golden() {
        return Stream.of(
                arguments(true, "01" + "01"),
                arguments((byte) -2, "02" + "fe"),
                arguments((short) 0x0102, "03" + "0201"),
                arguments('A', "04" + "4100"),
                arguments(0x01020304, "05" + "04030201"),
                arguments(0x0102030405060708L, "06" + "0807060504030201"),
                arguments(1.0f, "07" + "0000803f"),
                arguments(1.0d, "08" + "000000000000f03f"),
                arguments("A\u00e9", "09" + "41e9"),
                arguments("A\u0436", "0a" + "41003604"),
                arguments("", "09"),
                arguments(new boolean[] {true, false}, "0b" + "0100"),
                arguments(new byte[] {1, 2}, "0c" + "0102"),
                arguments(new short[] {1, -1}, "0d" + "0100ffff"),
                arguments(new char[] {'A', '\u0436'}, "0e" + "41003604"),
                arguments(new int[] {1}, "0f" + "01000000"),
                arguments(new long[] {1}, "10" + "0100000000000000"),
                arguments(new float[] {1.0f}, "11" + "0000803f"),
                arguments(new double[] {1.0d}, "12" + "000000000000f03f"),
                arguments(List.of(), "13aced0005"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldKeepItsLayoutWhenTheCodeChanges(final Object value, final String expected) {
        final byte[] message = Encoding.encode(codec, value);

        final String hex = HexFormat.of().formatHex(message);
        if (message[0] == TaggedDescriptor.OBJECT) {
            assertThat(hex).startsWith(expected);
        } else {
            assertThat(hex).isEqualTo(expected);
        }
    }

    @Test
    void shouldNameItsLayoutWhenAsked() {
        final String name = codec.name();

        assertThat(name).isEqualTo("tagged/1");
        assertThat(Codecs.create(Long.class, null).name()).isEqualTo(name);
    }

    @Test
    void shouldRefuseTheValueWhenItIsOfAnotherTypeThanTheChannel() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        final MessageCodec<Object> longs = (MessageCodec) Codecs.create(Long.class, null);
        final byte[] message = Encoding.encode(codec, 1);

        assertThatThrownBy(() -> Encoding.encode(longs, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Messages here are of type java.lang.Long, but a java.lang.Integer was sent.");
        assertThatThrownBy(() -> Encoding.decode(longs, message))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("of type java.lang.Long, but a java.lang.Integer arrived");
    }

    @Test
    @SuppressWarnings("NullAway") // that is the point
    void shouldSayWhatToSendInsteadWhenTheValueIsNull() {
        assertThatThrownBy(() -> Encoding.encode(codec, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Send a value that stands for it")
                .message()
                .doesNotContain("Optional"); // which can't travel
    }

    @Test
    void shouldTakeBoxesWhenTheTypeIsPrimitive() {
        final MessageCodec<Long> longs = Codecs.create(long.class, null);

        final Long again = Encoding.roundTrip(longs, 5L);

        assertThat(again).isEqualTo(5);
        assertThatThrownBy(() -> Codecs.create(Void.class, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no values");
    }

    @Test
    void shouldRefuseTheLengthWhenItPassesWhatAnArrayHolds() {
        final int length = Lengths.checked(Integer.MAX_VALUE - 8L, long[].class);

        assertThat(length).isEqualTo(Integer.MAX_VALUE - 8);
        assertThatThrownBy(() -> Lengths.checked(1L + 8L * 300_000_000, long[].class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A message of type long[] would take 2400000001 bytes, but no message is longer than"
                        + " 2147483639. Send it in parts.");
    }
}
