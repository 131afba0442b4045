package io.tandem.bench.guard;

import io.tandem.bench.harness.BenchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the file of bounds: one table {@code [[bound]]} for each. */
final class Bounds {
    private static final String BOUND = "bound";
    private static final String AT_MOST = "at_most";
    private static final String AT_LEAST = "at_least";
    private static final Set<String> KEYS = Set.of("suite", "row", "metric", "against", AT_MOST, AT_LEAST);

    private final Path file;

    private Bounds(final Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws BenchException if it isn't well-formed, with the line.
     */
    static List<Bound> read(final Path file) throws IOException {
        return new Bounds(file).read();
    }

    private List<Bound> read() throws IOException {
        final TomlParseResult parsed = Toml.parse(file);
        if (parsed.hasErrors()) {
            throw new BenchException(file + " isn't TOML: "
                    + parsed.errors().stream().map(TomlParseError::toString).collect(Collectors.joining("; ")));
        }
        final TomlArray tables = parsed.isArray(BOUND) ? parsed.getArray(BOUND) : null;
        if (tables == null || tables.isEmpty() || parsed.size() != 1) {
            throw new BenchException(file + " must have tables [[bound]], and nothing else");
        }
        final List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            final int line = tables.inputPositionOf(i).line();
            if (!(tables.get(i) instanceof TomlTable table)) {
                throw refused(line, "a table is needed");
            }
            bounds.add(bound(table, line));
        }
        return bounds;
    }

    private Bound bound(final TomlTable table, final int line) {
        for (final String key : table.keySet()) {
            if (!KEYS.contains(key)) {
                throw refused(line, "there is no key " + key + "; there are " + KEYS);
            }
        }
        final Double atMost = number(table, AT_MOST, line);
        final Double atLeast = number(table, AT_LEAST, line);
        if ((atMost == null) == (atLeast == null)) {
            throw refused(line, "one of " + AT_MOST + " and " + AT_LEAST + " is needed");
        }
        return new Bound(
                text(table, "suite", line),
                text(table, "row", line),
                text(table, "metric", line),
                table.contains("against") ? text(table, "against", line) : null,
                atMost != null,
                atMost != null ? atMost : atLeast);
    }

    private String text(final TomlTable table, final String key, final int line) {
        if (!table.isString(key)) {
            throw refused(line, key + " must be a text");
        }
        return table.getString(key, () -> "");
    }

    private @Nullable Double number(final TomlTable table, final String key, final int line) {
        if (!table.contains(key)) {
            return null;
        }
        final Object value = table.get(key);
        if (!(value instanceof Number number)) {
            throw refused(line, key + " must be a number");
        }
        return number.doubleValue();
    }

    private BenchException refused(final int line, final String why) {
        return new BenchException(file + ", bound in line " + line + ": " + why);
    }
}
