package io.tandem.examples.trees;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file of a tree. Its name is bytes, as Linux has it: which needn't be text in any encoding. Ordered by name.
 */
public final class TreeFile implements Comparable<TreeFile> {
    // What the JDK's decoders put in place of bytes that aren't UTF-8: only toUri() still has those.
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] name;
    private final Path path;
    private final long size;

    /**
     * A file.
     *
     * @param name relative to its tree.
     * @param path to open, absolute.
     * @param size in bytes, when it was listed.
     */
    public TreeFile(final byte[] name, final Path path, final long size) {
        this.name = name;
        this.path = path;
        this.size = size;
    }

    /** {@return the bytes of an absolute path} */
    static byte[] bytes(final Path path) {
        final String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        final String escaped = path.toUri().getRawPath();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** {@return the path as a text that another process makes the same path of, with {@link #path}} */
    public String location() {
        final String text = path.toString();
        return text.indexOf(REPLACEMENT) < 0 ? text : path.toUri().toString();
    }

    /** {@return the path at a location} */
    public static Path path(final String location) {
        return location.startsWith("/") ? Path.of(location) : Path.of(URI.create(location));
    }

    /** {@return the numbers of files in a list, large ones first: one at the end would keep a single worker busy, and the others waiting} */
    public static List<Integer> largestFirst(final List<TreeFile> files) {
        return IntStream.range(0, files.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        (Integer number) -> -files.get(number).size()))
                .toList();
    }

    public long size() {
        return size;
    }

    /** {@return the line that sha256sum writes for it: with a backslash in front where the name has unusual characters} */
    public byte[] line(final String sha256) {
        final ByteArrayOutputStream line = new ByteArrayOutputStream(sha256.length() + name.length + 8);
        final ByteArrayOutputStream escaped = new ByteArrayOutputStream(name.length);
        for (final byte b : name) {
            final int plain = "\\\n\r".indexOf(b);
            if (plain >= 0) {
                escaped.write('\\');
                escaped.write("\\nr".charAt(plain));
            } else {
                escaped.write(b);
            }
        }
        if (escaped.size() > name.length) {
            line.write('\\');
        }
        line.writeBytes(sha256.getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(new byte[] {' ', ' '});
        line.writeBytes(escaped.toByteArray());
        line.write('\n');
        return line.toByteArray();
    }

    /** {@return a text in place of one that may have line feeds, or what else a terminal obeys} */
    public static String shown(final String text) {
        final StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.toString();
    }

    @Override
    public int compareTo(final TreeFile other) {
        return Arrays.compareUnsigned(name, other.name);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof TreeFile file && Arrays.equals(name, file.name);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(name);
    }

    /** Its name, for messages. */
    @Override
    public String toString() {
        return shown(new String(name, StandardCharsets.UTF_8));
    }
}
