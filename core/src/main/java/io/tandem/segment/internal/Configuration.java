package io.tandem.segment.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What both sides must agree on, as sorted {@code key=value} lines. */
final class Configuration {
    private Configuration() {}

    static byte[] encode(final Map<String, String> configuration) {
        final StringBuilder lines = new StringBuilder();
        new TreeMap<>(configuration).forEach((key, value) -> {
            if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\n') >= 0 || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("The setting \"" + key + "\"=\"" + value
                        + "\" can't be kept in a header: keys have no '=' and neither has a line end.");
            }
            lines.append(key).append('=').append(value).append('\n');
        });
        final byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SegmentHeaderDescriptor.MAX_CONFIGURATION_LENGTH) {
            throw new IllegalArgumentException(
                    "The configuration takes " + bytes.length + " bytes, and a header has room for "
                            + SegmentHeaderDescriptor.MAX_CONFIGURATION_LENGTH + ". Use shorter type names.");
        }
        return bytes;
    }

    /** Null if the bytes are no configuration. */
    static @Nullable Map<String, String> decode(final ByteBuffer bytes) {
        final String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (final CharacterCodingException e) {
            return null; // the caller refuses the file and says so
        }
        final Map<String, String> configuration = new TreeMap<>();
        int start = 0;
        while (start < text.length()) {
            final int end = text.indexOf('\n', start);
            final int equals = text.indexOf('=', start);
            if (end < 0 || equals <= start || equals > end) {
                return null;
            }
            configuration.put(text.substring(start, equals), text.substring(equals + 1, end));
            start = end + 1;
        }
        return Collections.unmodifiableMap(configuration);
    }
}
