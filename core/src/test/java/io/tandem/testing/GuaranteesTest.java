package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/guarantees.md names as a proof is there. */
class GuaranteesTest {
    private static final Pattern PROOF = Pattern.compile("`(\\w+Test)(?:\\.(should\\w+))?`");
    private static final Path BASE = Path.of(System.getProperty("tandem.basedir"));

    @Test
    void shouldFindEveryTestWhenItIsNamedAsAProof() throws IOException {
        final Map<String, Path> tests = tests();
        final List<Matcher> proofs = PROOF.matcher(Files.readString(BASE.resolve("docs/guarantees.md")))
                .results()
                .map(result -> {
                    final Matcher proof = PROOF.matcher(result.group());
                    assertThat(proof.matches()).isTrue();
                    return proof;
                })
                .toList();

        assertThat(proofs).hasSizeGreaterThan(40).allSatisfy(proof -> {
            assertThat(tests).containsKey(proof.group(1));
            if (proof.group(2) != null) {
                assertThat(Files.readString(tests.get(proof.group(1)))).contains("void " + proof.group(2) + "(");
            }
        });
    }

    private static Map<String, Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(BASE.resolve("core/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), Function.identity()));
        }
    }
}
