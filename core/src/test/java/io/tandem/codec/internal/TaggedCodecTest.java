package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
