package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
