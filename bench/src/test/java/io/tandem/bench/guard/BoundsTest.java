package io.tandem.bench.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.Suites;
import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
    private static final String RATIO =
            "[[bound]]\nsuite = 'ipc'\nrow = 'pipe'\nmetric = 'round trip'\nagainst = 'ring'\nat_most = 1.05\n";
    private static final String VALUE = "[[bound]]\nsuite = 'ipc'\nrow = 'pipe'\nmetric = 'allocation'\nat_most = 0\n";

    @TempDir
    private Path directory;

    @Test
    void shouldReadRatiosAndValues() throws IOException {
        final Path file = write(RATIO + VALUE);

        final List<Bound> bounds = Bounds.read(file);

        assertThat(bounds)
                .containsExactly(
                        new Bound("ipc", "pipe", "round trip", "ring", true, 1.05),
                        new Bound("ipc", "pipe", "allocation", null, true, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at_most = 1.05 | at_moss = 1.05 | line 1: there is no key at_moss",
                "at_most = 1.05 | at_most = false | at_most must be a number",
                "at_most = 1.05 | # | one of at_most and at_least is needed",
                "at_most = 1.05 | at_most = 1; at_least = 1 | one of at_most and at_least is needed",
                "row = 'pipe' | row = 7 | row must be a text",
                "[[bound]] | [[bond]] | must have tables [[bound]], and nothing else",
                "at_most = 1.05 | at_most = | isn't TOML",
            })
    void shouldSayWhatIsWrongWhenAFileIsNotAsItMustBe(final String right, final String wrong, final String words)
            throws IOException {
        final Path file = write(RATIO.replace(right, wrong.replace(';', '\n')));

        assertThatThrownBy(() -> Bounds.read(file))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(words);
    }

    @Test
    void shouldFindARowForEachBoundOfTheProjectsOwnFile() throws IOException {
        final Path file = Path.of(System.getProperty("tandem.basedir"), "bench", "guard.toml");

        final List<Bound> bounds = Bounds.read(file);

        assertThat(bounds)
                .isNotEmpty()
                .allSatisfy(bound -> assertThat(rowsOf(bound))
                        .as(bound.suite() + ", " + bound.row())
                        .isEqualTo(1));
    }

    private static long rowsOf(final Bound bound) {
        if (bound.suite().equals(JmhGuarding.SUITE)) {
            return JmhGuarding.speaksOf(bound) ? 1 : 0;
        }
        return rows(bound.suite()).stream()
                .filter(row -> Guarding.speaksOf(bound, row))
                .count();
    }

    private static List<Row> rows(final String suite) {
        return Suite.instance(Suites.named(suite).suite()).families().stream()
                .flatMap(family -> family.rows().stream())
                .toList();
    }

    private Path write(final String text) throws IOException {
        return Files.writeString(directory.resolve("bounds.toml"), text);
    }
}
