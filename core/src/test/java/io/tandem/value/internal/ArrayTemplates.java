package io.tandem.value.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the arrays' faces from their two templates, which are the one source of all eight types. Run it in core after a change of a
 * template ({@code java src/test/java/io/tandem/value/internal/ArrayTemplates.java}), then format; {@link ArrayTemplatesTest} fails
 * until that is done.
 *
 * <p>A template is Java with <code>${words}</code> of a type, {@code //[} conditions {@code //]}, and lines {@code //{ a|b} before a part
 * that ends at <code>//}</code> and is repeated for each of those lines.
 */
final class ArrayTemplates {
    private static final Path TEMPLATES = Path.of("src", "main", "templates");
    private static final Path VALUE = Path.of("src", "main", "java", "io", "tandem", "value");

    static final List<String> TYPES = List.of("Long", "Int", "Double", "Float", "Short", "Char", "Byte", "Boolean");

    private static final Map<String, String> BOXES = Map.of("Int", "Integer", "Char", "Character");
    private static final Map<String, String> SHIFTS = Map.of(
            "Long", "3", "Double", "3", "Int", "2", "Float", "2", "Short", "1", "Char", "1", "Byte", "0", "Boolean",
            "0");
    /** The types whose functions and streams there are none of, by those that take their place. */
    private static final Map<String, String> WIDE =
            Map.of("Float", "Double", "Short", "Int", "Char", "Int", "Byte", "Int");
    /** The types whose numbers have to be cast. */
    private static final Set<String> SMALL = Set.of("Short", "Char", "Byte");

    private ArrayTemplates() {}

    public static void main(final String[] arguments) throws IOException {
        for (final Map.Entry<Path, String> file : expanded().entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** What should stand in each file, but for the format. */
    static Map<Path, String> expanded() throws IOException {
        final Map<Path, String> files = new TreeMap<>();
        for (final String type : TYPES) {
            files.put(VALUE.resolve("Shared" + type + "Array.java"), expand("SharedArray.txt", type));
            files.put(VALUE.resolve("internal").resolve(type + "Array.java"), expand("ArrayHandle.txt", type));
        }
        return files;
    }

    private static String expand(final String template, final String type) throws IOException {
        final StringBuilder text = new StringBuilder();
        final List<String> lines = kept(Files.readAllLines(TEMPLATES.resolve(template)), conditions(type));
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("//{")) {
                text.append(lines.get(i)).append('\n');
                continue;
            }
            final int first = i;
            while (lines.get(i).startsWith("//{")) {
                i++;
            }
            final List<String> part = new ArrayList<>();
            for (; !lines.get(i).equals("//}"); i++) {
                part.add(lines.get(i));
            }
            repeat(text, part, lines.subList(first, i - part.size()));
        }
        String expanded = text.toString();
        for (final Map.Entry<String, String> word : words(type).entrySet()) {
            expanded = expanded.replace("${" + word.getKey() + "}", word.getValue());
        }
        return expanded;
    }

    private static List<String> kept(final List<String> lines, final Set<String> conditions) {
        final List<String> kept = new ArrayList<>();
        boolean keeps = true;
        for (final String line : lines) {
            if (line.startsWith("//[")) {
                keeps = conditions.contains(line.substring(3));
            } else if (line.equals("//]")) {
                keeps = true;
            } else if (keeps) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static void repeat(final StringBuilder text, final List<String> part, final List<String> heads) {
        for (final String head : heads) {
            final String[] values = head.substring(4).split("\\|", -1);
            String repeated = String.join("\n", part) + "\n";
            for (int v = 0; v < values.length; v++) {
                repeated = repeated.replace("${" + v + "}", values[v]);
            }
            text.append(repeated.replace("${0:lower}", decapitalized(values[0])));
        }
    }

    private static Set<String> conditions(final String type) {
        final boolean isBoolean = type.equals("Boolean");
        final boolean floating = type.equals("Double") || type.equals("Float");
        final Set<String> conditions = new HashSet<>();
        conditions.add(isBoolean ? "BOOLEAN" : "SORTED");
        if (!isBoolean) {
            conditions.addAll(Set.of("COPIED", "ARITHMETIC", "STREAMED"));
            if (!floating) {
                conditions.add("INTEGRAL");
            }
            if (!type.equals("Long")) {
                conditions.add("WIDENED");
            }
        }
        if (floating) {
            conditions.add("BITS");
        }
        if (WIDE.containsKey(type)) {
            conditions.add("NARROWED");
        }
        return conditions;
    }

    private static Map<String, String> words(final String type) {
        final boolean isBoolean = type.equals("Boolean");
        final boolean floating = type.equals("Double") || type.equals("Float");
        final String primitive = decapitalized(type);
        final String cast = SMALL.contains(type) ? "(" + primitive + ") " : "";
        final String wide = isBoolean ? "" : WIDE.getOrDefault(type, type);
        final String box = BOXES.getOrDefault(type, type);
        final String zero = isBoolean ? "{@code false}" : type.equals("Char") ? "'\\0'" : "0";
        return Map.ofEntries(
                Map.entry("Type", type),
                Map.entry("type", primitive),
                Map.entry("KIND", type.toUpperCase(Locale.ROOT)),
                Map.entry("Wide", wide),
                Map.entry("wide", isBoolean ? primitive : decapitalized(wide)),
                Map.entry("Unary", isBoolean ? "UnaryOperator<" + box + ">" : wide + "UnaryOperator"),
                Map.entry("Binary", isBoolean ? "BinaryOperator<" + box + ">" : wide + "BinaryOperator"),
                Map.entry("apply", isBoolean ? "apply" : "applyAs" + wide),
                Map.entry("narrow", WIDE.containsKey(type) ? "(" + primitive + ") " : ""),
                Map.entry("To", wide.equals("Long") ? "" : "To" + wide),
                Map.entry("Box", box),
                Map.entry("shift", SHIFTS.get(type)),
                Map.entry("Raw", isBoolean ? "Byte" : type),
                Map.entry("raw:value", isBoolean ? "raw(value)" : "value"),
                Map.entry("raw:expected", isBoolean ? "raw(expected)" : "expected"),
                Map.entry("raw:update", isBoolean ? "raw(update)" : "update"),
                Map.entry("isTrue", isBoolean ? " != 0" : ""),
                Map.entry("cast", cast),
                Map.entry(
                        "sum",
                        cast.isEmpty()
                                ? "getAndAdd(index, delta) + delta"
                                : cast + "(getAndAdd(index, delta) + delta)"),
                Map.entry("zero", zero),
                Map.entry("Sums", floating ? "Sums are rounded, so that their order matters." : "Sums wrap around."),
                Map.entry(
                        "example",
                        isBoolean ? "true" : type.equals("Char") ? "'x'" : SMALL.contains(type) ? cast + "42" : "42"));
    }

    private static String decapitalized(final String word) {
        return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }
}
