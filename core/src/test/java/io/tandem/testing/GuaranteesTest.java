package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents name as a proof is there. */
class GuaranteesTest {
    private static final Pattern PROOF = Pattern.compile("`(\\w+Test)(?:\\.(should\\w+))?`");
    private static final Path BASE = Path.of(System.getProperty("tandem.basedir"));

    @ParameterizedTest
    @ValueSource(strings = {"docs/guarantees.md", "docs/mutations.md"})
    void shouldFindEveryTestWhenItIsNamedAsAProof(final String page) throws IOException {
        final Map<String, String> tests = tests();
        final List<MatchResult> proofs =
                PROOF.matcher(Files.readString(BASE.resolve(page))).results().toList();

        assertThat(proofs).hasSizeGreaterThan(40).allSatisfy(proof -> {
            final String source = tests.getOrDefault(proof.group(1), "");
            final String declared = proof.group(2) == null ? "class " + proof.group(1) : "void " + proof.group(2) + "(";
            assertThat(source.contains(declared)).as(proof.group()).isTrue();
        });
    }

    @Test
    void shouldNameATestInEachCellWhenARowTellsOfAClass() throws IOException {
        final List<String> rows = Files.readAllLines(BASE.resolve("docs/guarantees.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| class |"))
                .toList();

        final String classes =
                rows.stream().map(row -> row.split(" \\| ", -1)[0]).collect(Collectors.joining());

        assertThat(sharedObjects())
                .hasSizeGreaterThan(25)
                .allSatisfy(type -> assertThat(classes).contains("`" + type + "`"));
        assertThat(rows)
                .allSatisfy(row -> assertThat(List.of(row.split(" \\| ", -1)))
                        .hasSizeGreaterThan(3)
                        .satisfies(cells -> assertThat(cells.subList(1, cells.size()))
                                .allSatisfy(cell -> assertThat(cell).containsPattern(PROOF))));
    }

    /** The public types that are made, opened and deleted: those with a builder. */
    private static List<String> sharedObjects() throws IOException {
        final List<String> types = new ArrayList<>();
        for (final String folder : List.of("sync", "value", "channel")) {
            try (Stream<Path> files = Files.list(BASE.resolve("core/src/main/java/io/tandem/" + folder))) {
                for (final Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.readString(file).contains("static boolean delete(")) {
                        types.add(file.getFileName().toString().replace(".java", ""));
                    }
                }
            }
        }
        return types;
    }

    /** Their sources by name; two of one name are one. */
    private static Map<String, String> tests() throws IOException {
        final Map<String, String> tests = new HashMap<>();
        for (final String module : List.of("native", "core", "examples")) {
            try (Stream<Path> files = Files.walk(BASE.resolve(module + "/src/test/java"))) {
                for (final Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    tests.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        return tests;
    }
}
