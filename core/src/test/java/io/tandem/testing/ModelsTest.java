package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each model names the code that it stands for, and that code is there. */
class ModelsTest {
    private static final Path MODELS = Path.of("../docs/models");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAMED =
            Pattern.compile("(?:core/src/main/java/)?([\\w/]+)\\.java(?: \\(([\\w, ]+)\\))?");

    static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            return files.filter(file -> file.toString().endsWith(".pml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldFindTheCodeWhenAModelNamesIt(final Path model) throws IOException {
        final List<String> missing = new ArrayList<>();
        final String header = header(model);
        final Matcher named = NAMED.matcher(header);

        while (named.find()) {
            missing.addAll(missing(named.group(1), named.group(2) == null ? "" : named.group(2)));
        }

        assertThat(header).containsPattern(NAMED);
        assertThat(missing).isEmpty();
    }

    /** The comment that a model begins with, as one line. */
    private static String header(final Path model) throws IOException {
        final String text = Files.readString(model);
        return text.substring(0, text.indexOf("*/")).replaceAll("\\n \\* ?", " ");
    }

    private static List<String> missing(final String file, final String methods) {
        final List<Path> found = sources(file + ".java");
        if (found.size() != 1) {
            return List.of(file + ".java: " + found.size() + " files");
        }
        final String code = read(found.get(0));
        return Stream.of(methods.split(", "))
                .filter(method -> !method.isBlank() && !code.contains(" " + method + "("))
                .map(method -> file + "." + method)
                .toList();
    }

    private static List<Path> sources(final String name) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith(name)).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
