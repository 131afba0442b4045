package io.tandem.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Environments as {@code NAME=value} bytes. */
final class Environment {
    private Environment() {}

    static List<byte[]> encode(final Map<String, String> environment) {
        final Map<String, byte[]> inherited = new HashMap<>();
        final List<byte[]> encoded = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "The environment variable \"" + name + "\" must have a name without an equals sign.");
            }
            // A variable of our own that passes on unchanged keeps its bytes, even where this JVM's encoding can't
            // express them (a container without a locale).
            if (value.indexOf('\uFFFD') >= 0 && value.equals(System.getenv(name))) {
                if (inherited.isEmpty()) {
                    inherited.putAll(ownBytes());
                }
                final byte[] own = inherited.get(name);
                if (own != null) {
                    encoded.add(own);
                    return;
                }
            }
            encoded.add(NativeText.encode(name + "=" + value, "environment variable"));
        });
        return encoded;
    }

    /** This process's environment as it was given, by name. */
    private static Map<String, byte[]> ownBytes() {
        final Path file = Path.of("/proc/self/environ");
        final byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (final IOException failure) {
            throw Failures.of("read", file, failure);
        }
        final Map<String, byte[]> entries = new HashMap<>();
        final ByteArrayOutputStream entry = new ByteArrayOutputStream();
        for (final byte next : all) {
            if (next != 0) {
                entry.write(next);
                continue;
            }
            final String text = entry.toString(NativeText.charset());
            final int equals = text.indexOf('=', 1);
            if (equals > 0) {
                entries.putIfAbsent(text.substring(0, equals), entry.toByteArray());
            }
            entry.reset();
        }
        return entries;
    }
}
