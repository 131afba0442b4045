package io.tandem.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineFeedsTest {
    @Test
    void shouldCountAsByteByByteWhenBytesAreAny() {
        final long seed = System.nanoTime();
        System.out.println("LineFeedsTest seed " + seed);
        final Random random = new Random(seed);
        // Those that differ from a line feed in one bit, or would carry into their neighbour, more often than others.
        final byte[] likely = {'\n', '\n', 0x0b, 0x08, (byte) 0x8a, 0x00, (byte) 0xff, 0x4a, 0x0a ^ 0x7f};

        for (int round = 0; round < 2_000; round++) {
            final byte[] bytes = new byte[random.nextInt(70)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt() : likely[random.nextInt(likely.length)];
            }
            final int length = random.nextInt(bytes.length + 1);
            int expected = 0;
            for (int i = 0; i < length; i++) {
                expected += bytes[i] == '\n' ? 1 : 0;
            }

            final int count = LineFeeds.count(bytes, length);

            assertThat(count).as("round %d", round).isEqualTo(expected);
        }
    }
}
