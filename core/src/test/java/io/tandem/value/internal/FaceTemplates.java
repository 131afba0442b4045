package io.tandem.value.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the faces of values and arrays from their templates, which are the one source of all eight types. Run it in core after
 * a change of a template ({@code java src/test/java/io/tandem/value/internal/FaceTemplates.java}), then format;
 * {@link FaceTemplatesTest} fails until that is done.
 *
 * <p>A template is Java with <code>${words}</code> of a type, {@code //[} conditions {@code //]}, and lines {@code //{ a|b} before a part
 * that ends at <code>//}</code> and is repeated for each of those lines.
 */
final class FaceTemplates {
    private static final Path TEMPLATES = Path.of("src", "main", "templates");
    private static final Path VALUE = Path.of("src", "main", "java", "io", "tandem", "value");
    private static final Path INTERNAL = VALUE.resolve("internal");

    static final List<String> TYPES = List.of("Long", "Int", "Double", "Float", "Short", "Char", "Byte", "Boolean");
    /** What values of all types are kept in. */
    static final List<String> WORDS = List.of("Long", "Int");

    private static final Map<String, String> BOXES = Map.of("Int", "Integer", "Char", "Character");
    private static final Map<String, String> SHIFTS = Map.of(
            "Long", "3", "Double", "3", "Int", "2", "Float", "2", "Short", "1", "Char", "1", "Byte", "0", "Boolean",
            "0");
    /** The types whose functions and streams there are none of, by those that take their place. */
    private static final Map<String, String> WIDE =
            Map.of("Float", "Double", "Short", "Int", "Char", "Int", "Byte", "Int");
    /** The types whose numbers have to be cast. */
    private static final Set<String> SMALL = Set.of("Short", "Char", "Byte");

    private FaceTemplates() {}

    public static void main(final String[] arguments) throws IOException {
        for (final Map.Entry<Path, String> file : expanded().entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** What should stand in each file, but for the format. */
    static Map<Path, String> expanded() throws IOException {
        final Map<Path, String> files = new TreeMap<>();
        for (final String type : TYPES) {
            files.put(VALUE.resolve("Shared" + type + ".java"), expand("SharedValue.txt", type));
            files.put(INTERNAL.resolve(type + "Value.java"), expand("ValueHandle.txt", type));
            files.put(VALUE.resolve("Shared" + type + "Array.java"), expand("SharedArray.txt", type));
            files.put(INTERNAL.resolve(type + "Array.java"), expand("ArrayHandle.txt", type));
        }
        for (final String type : WORDS) {
            files.put(INTERNAL.resolve(type + "Word.java"), expand("Word.txt", type));
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
        return sorted(expanded);
    }

    /** A class has its place by its name, which differs. */
    private static String sorted(final String text) {
        final List<String> imports =
                text.lines().filter(line -> line.startsWith("import ")).sorted().toList();
        final Iterator<String> next = imports.iterator();
        return text.lines()
                .map(line -> line.startsWith("import ") ? next.next() : line)
                .collect(Collectors.joining("\n", "", "\n"));
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
        }
        if (floating) {
            conditions.add("BITS");
        }
        if (!floating) {
            conditions.add("MASKED");
        }
        if (WIDE.containsKey(type)) {
            conditions.add("NARROWED");
        }
        if (WORDS.contains(type)) {
            conditions.add("WHOLE");
        } else if (!isBoolean) {
            conditions.add("ADDED");
        }
        if (SMALL.contains(type)) {
            conditions.add("SMALL");
        }
        return conditions;
    }

    private static Map<String, String> words(final String type) {
        final boolean isBoolean = type.equals("Boolean");
        final boolean isChar = type.equals("Char");
        final boolean floating = type.equals("Double") || type.equals("Float");
        final String primitive = decapitalized(type);
        final String cast = SMALL.contains(type) ? "(" + primitive + ") " : "";
        final String wide = isBoolean ? "" : WIDE.getOrDefault(type, type);
        final String box = BOXES.getOrDefault(type, type);
        final Map<String, String> words = new HashMap<>();
        words.put("Type", type);
        words.put("type", primitive);
        words.put("A", type.equals("Int") ? "An" : "A");
        words.put("KIND", type.toUpperCase(Locale.ROOT));
        words.put("Box", box);
        words.put("Wide", wide);
        words.put("WideBox", BOXES.getOrDefault(wide, wide));
        words.put("wide", isBoolean ? primitive : decapitalized(wide));
        words.put("narrow", WIDE.containsKey(type) ? "(" + primitive + ") " : "");
        for (final String arity : List.of("Unary", "Binary")) {
            words.put(arity + ":name", wide + arity + "Operator");
            words.put(arity, wide + arity + "Operator" + (isBoolean ? "<" + box + ">" : ""));
        }
        words.put("apply", isBoolean ? "apply" : "applyAs" + wide);
        words.put("wraps", floating ? "" : ", which wraps around");
        words.put("negative", isChar ? "" : "; may be negative");
        words.put("one", cast + "1");
        words.put("minusOne", isChar ? "Character.MAX_VALUE" : cast + "-1");
        for (final String[] sum : new String[][] {{"sum", "index, "}, {"sum:value", ""}}) {
            final String added = "getAndAdd(" + sum[1] + "delta) + delta";
            words.put(sum[0], cast.isEmpty() ? added : cast + "(" + added + ")");
        }
        words.putAll(isBoolean ? Map.of("and", "&&", "or", "||") : Map.of("and", "&", "or", "|"));
        words.put("operations", operations(type));
        words.put("bitwise", isBoolean ? "logical" : "bitwise");
        words.put("zero", isBoolean ? "false" : "0");
        words.putAll(bitWords(type));
        words.putAll(arrayWords(type));
        words.putAll(samples(type));
        return words;
    }

    /** What it is like, for documentation: the JDK has no atomic class of the other types. */
    private static String operations(final String type) {
        final String atomic = "{@link java.util.concurrent.atomic.Atomic";
        return switch (type) {
            case "Long", "Boolean" -> "with the operations of " + atomic + type + "}";
            case "Int" -> "with the operations of " + atomic + "Integer}";
            default -> "with atomic operations that have the names of those of " + atomic + "Long}";
        };
    }

    /** How a value is a word. */
    private static Map<String, String> bitWords(final String type) {
        final boolean isBoolean = type.equals("Boolean");
        final boolean floating = type.equals("Double") || type.equals("Float");
        final String word = SHIFTS.get(type).equals("3") ? "Long" : "Int";
        final String toBits = type + "." + decapitalized(type) + "ToRaw" + word + "Bits";
        final Map<String, String> words = new HashMap<>();
        words.put("Word", word);
        words.put("size", word.equals("Long") ? "64" : "32");
        words.put("bitByBit", floating ? ", bit by bit" : "");
        words.put("toBits", toBits);
        final String cast = SMALL.contains(type) ? "(" + decapitalized(type) + ") " : "";
        words.put("ofBits(", floating ? type + "." + decapitalized(word) + "BitsTo" + type + "(" : cast);
        words.put(")ofBits", floating ? ")" : isBoolean ? " != 0" : "");
        for (final String name : List.of("value", "expected", "update")) {
            words.put("bits:" + name, floating ? toBits + "(" + name + ")" : isBoolean ? name + " ? 1 : 0" : name);
        }
        return words;
    }

    /** How an element lies in an array. */
    private static Map<String, String> arrayWords(final String type) {
        final boolean isBoolean = type.equals("Boolean");
        final boolean floating = type.equals("Double") || type.equals("Float");
        final Map<String, String> words = new HashMap<>();
        words.put("shift", SHIFTS.get(type));
        words.put("Raw", isBoolean ? "Byte" : type);
        words.put("raw", isBoolean ? "byte" : decapitalized(type));
        for (final String name : List.of("value", "expected", "update")) {
            words.put("raw:" + name, isBoolean ? "raw(" + name + ")" : name);
        }
        words.put("isTrue", isBoolean ? " != 0" : "");
        words.put("element:zero", isBoolean ? "{@code false}" : type.equals("Char") ? "'\\0'" : "0");
        words.put("Sums", floating ? "Sums are rounded, so that their order matters." : "Sums wrap around.");
        return words;
    }

    /** For documentation. */
    private static Map<String, String> samples(final String type) {
        final String suffix = type.equals("Float") ? "f" : "";
        final String cast = "(" + decapitalized(type) + ") ";
        return switch (type) {
            case "Boolean" -> sample("true", "done", "", "set(true)", "System.out.println(done.get())");
            case "Char" -> sample("'x'", "grade", "'C'", "set('B')", "System.out.println(grade.get())");
            case "Short", "Byte" -> sample(cast + "42", "level", "", "getAndIncrement()", "level.getAndIncrement()");
            case "Double", "Float" ->
                sample("42", "sum", "", "getAndAdd(0.5" + suffix + ")", "sum.getAndAdd(0.25" + suffix + ")");
            default -> sample("42", "hits", "", "getAndAdd(1)", "hits.getAndAdd(1)");
        };
    }

    private static Map<String, String> sample(
            final String element, final String name, final String initial, final String child, final String then) {
        return Map.of(
                "example", element,
                "sample", name,
                "sample:initial", initial,
                "sample:child", child,
                "sample:then", then);
    }

    private static String decapitalized(final String word) {
        return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }
}
