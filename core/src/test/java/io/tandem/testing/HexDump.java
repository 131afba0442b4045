package io.tandem.testing;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as tests of layouts write them down: lines of sixteen behind their offset; lines of nothing but zeros are left out. */
public final class HexDump {
    private static final int LINE = 16;

    private HexDump() {}

    /** Of a range, which may go on behind the end: zeros stand there. */
    public static String of(final byte[] bytes, final int from, final int to) {
        final int lines = (to - from + LINE - 1) / LINE;
        final byte[] range = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), lines * LINE);
        final StringBuilder text = new StringBuilder();
        for (int offset = 0; offset < range.length; offset += LINE) {
            final String line = HexFormat.ofDelimiter(" ").formatHex(range, offset, offset + LINE);
            if (!line.replace("0", "").isBlank()) {
                text.append(String.format("%04x: %s%n", offset, line));
            }
        }
        return text.toString();
    }
}
