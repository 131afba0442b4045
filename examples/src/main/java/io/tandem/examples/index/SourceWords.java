package io.tandem.examples.index;

import java.io.IOException;
import java.io.LineNumberReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of sources: names and keywords, and those of comments. Upper and lower case are the same. */
final class SourceWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*");

    private SourceWords() {}

    /** {@return the different words of a text, in their order, as they are indexed} */
    static Stream<String> of(final String text) {
        return WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct();
    }

    /**
     * Reads a file.
     *
     * @param file of any kind.
     * @return its words, each with the numbers of its lines; none if it isn't UTF-8.
     * @throws IOException if it can't be read to its end.
     */
    static Map<String, List<Integer>> linesOfEach(final Path file) throws IOException {
        final Map<String, List<Integer>> lines = new HashMap<>();
        try (LineNumberReader reader = new LineNumberReader(Files.newBufferedReader(file))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final int number = reader.getLineNumber();
                of(line).forEach(word ->
                        lines.computeIfAbsent(word, unseen -> new ArrayList<>()).add(number));
            }
            return lines;
        } catch (final CharacterCodingException e) {
            return Map.of(); // a picture, a class file: no source
        }
    }
}
