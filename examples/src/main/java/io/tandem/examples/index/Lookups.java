package io.tandem.examples.index;

import io.tandem.examples.trees.Progress;
import io.tandem.examples.trees.TreeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks words up, and prints where they are. To it, the index is a map as any other. */
final class Lookups {
    private static final int MOST_LINES = 10;
    private static final int WIDEST_NAME = 80;

    private final Map<String, Map<String, List<Integer>>> index;
    private final Path root;

    Lookups(final Map<String, Map<String, List<Integer>>> index, final Path root) {
        this.index = index;
        this.root = root;
    }

    /** Answers each line of standard input. */
    void ask() throws IOException {
        final String prompt = Progress.isTerminal(0) ? "Which word? (Ctrl-D ends) " : "";
        final BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.print(prompt);
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answer(line);
            System.out.print(prompt);
        }
    }

    /** Prints where each word of a text is. */
    void answer(final String text) {
        final List<String> words = SourceWords.of(text).toList();
        if (words.isEmpty() && !text.isBlank()) {
            Index.report(TreeFile.shown(text) + " isn't a word: words begin with a letter or an underscore");
        }
        words.forEach(word -> print(word, index.getOrDefault(word, Map.of())));
    }

    private void print(final String word, final Map<String, List<Integer>> files) {
        if (files.isEmpty()) {
            System.out.println(word + ": nowhere");
            return;
        }
        final int sum = files.values().stream().mapToInt(List::size).sum();
        System.out.println(word + ": " + count(sum, "line") + " in " + count(files.size(), "file"));
        final int widest = files.keySet().stream()
                .mapToInt(location -> name(location).length())
                .max()
                .orElse(1);
        final String format = "    %-" + Math.min(widest, WIDEST_NAME) + "s  %s%s%n";
        files.forEach((location, lines) -> System.out.printf(
                format,
                name(location),
                lines.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", ")),
                lines.size() > MOST_LINES ? " and " + (lines.size() - MOST_LINES) + " more" : ""));
    }

    private String name(final String location) {
        return TreeFile.shown(root.relativize(TreeFile.path(location)).toString());
    }

    private static String count(final int number, final String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
