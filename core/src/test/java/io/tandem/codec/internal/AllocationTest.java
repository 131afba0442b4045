package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import io.tandem.testing.HeapMeter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
    /** Reading the counter allocates a little. */
    private static final double LESS_THAN_ONE_BYTE = 0.9;

    private static volatile Object sink = "";

    record Order(long id, int quantity, double price) {}

    record Trade(long id, String symbol, int quantity) {}

    static Stream<Arguments> values() {
        final byte[] text = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
        final char[] wide = "жжжжжжжжжжжжжжжж".toCharArray();
        return Stream.of(
                arguments(Long.class, 1234567L, (Supplier<Object>) () -> Long.valueOf(1234567L + sink.hashCode())),
                arguments(Integer.class, 1234567, (Supplier<Object>) () -> Integer.valueOf(1234567 + text.length)),
                arguments(Object.class, new String(text, StandardCharsets.ISO_8859_1), (Supplier<Object>)
                        () -> new String(text, StandardCharsets.ISO_8859_1)),
                arguments(String.class, new String(wide), (Supplier<Object>) () -> new String(wide)),
                arguments(Object.class, new long[100], (Supplier<Object>) () -> new long[100]),
                arguments(Object.class, new double[1000], (Supplier<Object>) () -> new double[1000]),
                arguments(byte[].class, new byte[100], (Supplier<Object>) () -> new byte[100]),
                arguments(Order.class, new Order(1, 2, 3), (Supplier<Object>) () -> new Order(1, 2, 3)),
                arguments(Trade.class, new Trade(1, new String(text, StandardCharsets.ISO_8859_1), 3), (Supplier<
                                Object>)
                        () -> new Trade(1, new String(text, StandardCharsets.ISO_8859_1), 3)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldAllocateNothingButTheResultWhenItIsWarm(
            final Class<Object> type, final Object value, final Supplier<Object> result) throws Exception {
        final MessageCodec<Object> codec = Codecs.create(type, null);
        final Transfer transfer = Encoding.transfer();
        final Arrival arrival = Encoding.arrival();
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16));
        final int length = codec.prepare(value, transfer);

        final double encoding = HeapMeter.bytesPerRound(() -> {
            codec.prepare(value, transfer);
            codec.write(value, buffer, 8);
        });
        final double decoding = HeapMeter.bytesPerRound(() -> sink = codec.read(buffer, 8, length, arrival));
        final double making = HeapMeter.bytesPerRound(() -> sink = result.get());

        assertThat(encoding).isLessThan(LESS_THAN_ONE_BYTE);
        assertThat(decoding).isLessThan(making + LESS_THAN_ONE_BYTE);
    }
}
