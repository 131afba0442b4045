package io.tandem.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * What a foreign program may have done to an object's file.
 *
 * @param what for messages.
 */
record Damage(String what) {
    private static final int HEADER = 4096;
    private static final int CONFIGURATION_LENGTH = 252;
    private static final int CONFIGURATION = 256;
    private static final int CONFIGURATION_LIMIT = 1792;

    // Lock words of nobody, of one who never was, and no lock words at all; never the word of one who lives: it would
    // be waited for.
    private static final long[] WORDS = {
        0,
        -1,
        1,
        2,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 62,
        12_345L << 32 | 2,
        12_345L << 32,
        ((1L << 30) - 1) << 32 | 0x7fff_ffffL,
        0x7fff_ffffL,
        0xffff_ffffL,
        1 << 16,
        257
    };

    /** Writes into the file that others have mapped; its body only. */
    static Damage toLiveFile(final Path file, final Random random) throws IOException {
        final StringBuilder what = new StringBuilder("live");
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            final int body = (int) Math.min(access.length() - HEADER, 16_384);
            for (int i = random.nextInt(6); i >= 0; i--) {
                final long word = word(random);
                final int offset = offset(body, random);
                access.seek(HEADER + offset);
                access.write(
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(0, word)
                                .array(),
                        0,
                        Math.min(8, body - offset));
                what.append(' ').append(offset).append(':').append(Long.toHexString(word));
            }
        }
        return new Damage(what.toString());
    }

    /** Puts another file in its place, as nobody has it mapped. */
    static Damage replacing(final Path file, final Random random) throws IOException {
        final byte[] good = Files.readAllBytes(file);
        final int kind = random.nextInt(8);
        final byte[] bad = switch (kind) {
            case 0 -> random(new byte[random.nextInt(good.length * 2)], 0, random);
            case 1 -> random(good.clone(), HEADER, random);
            case 2 -> Arrays.copyOf(good, random.nextInt(good.length));
            case 3 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(100));
            case 4 -> flipped(good, good.length, random);
            case 5 -> flipped(good, Math.min(good.length, CONFIGURATION + 100), random);
            case 6 -> configured(good, random);
            default -> words(good, random);
        };
        ForeignObjects.replace(file, bad);
        return new Damage("replaced, kind " + kind);
    }

    private static byte[] random(final byte[] bytes, final int from, final Random random) {
        final byte[] some = new byte[Math.max(0, bytes.length - from)];
        random.nextBytes(some);
        System.arraycopy(some, 0, bytes, Math.min(from, bytes.length), some.length);
        return bytes;
    }

    private static byte[] flipped(final byte[] good, final int limit, final Random random) {
        final byte[] bad = good.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bad[random.nextInt(limit)] ^= (byte) (1 << random.nextInt(8));
        }
        return bad;
    }

    /** Other numbers in the configuration: of a length that the file hasn't, of no length at all. */
    private static byte[] configured(final byte[] good, final Random random) {
        final byte[] bad = good.clone();
        final ByteBuffer buffer = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        final int length = buffer.getInt(CONFIGURATION_LENGTH);
        final String[] numbers = {
            "0", "-1", "1", "999", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "", "x"
        };
        final String number = numbers[random.nextInt(numbers.length)];
        final byte[] text = new String(bad, CONFIGURATION, length, StandardCharsets.UTF_8)
                .replaceAll("=[0-9]+", "=" + number)
                .getBytes(StandardCharsets.UTF_8);
        Arrays.fill(bad, CONFIGURATION, CONFIGURATION + CONFIGURATION_LIMIT, (byte) 0);
        System.arraycopy(text, 0, bad, CONFIGURATION, text.length);
        buffer.putInt(CONFIGURATION_LENGTH, text.length);
        return bad;
    }

    private static byte[] words(final byte[] good, final Random random) {
        final byte[] bad = good.clone();
        final ByteBuffer buffer = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(10); i >= 0; i--) {
            final int offset = HEADER + offset(bad.length - HEADER, random);
            if (offset + 8 <= bad.length) {
                buffer.putLong(offset, word(random));
            }
        }
        return bad;
    }

    private static long word(final Random random) {
        return random.nextInt(4) == 0 ? random.nextLong() : WORDS[random.nextInt(WORDS.length)];
    }

    /** A multiple of 8, where words often are. */
    private static int offset(final int limit, final Random random) {
        final int offset = switch (random.nextInt(3)) {
            case 0 -> random.nextInt(10) * 128;
            case 1 -> 128 + random.nextInt(24) * 8;
            default -> random.nextInt(limit) / 8 * 8;
        };
        return offset < limit ? offset : 0;
    }
}
