package io.tandem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes at all in the file of a synchronizer or a value: a typed refusal, then or later; never a hang or a crash of the JVM. */
class ForeignObjectsTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    /** Of each kind, within the time that a child JVM has to end. */
    private static final int ROUNDS = LONG ? 60 : 8;

    private static final int RUNS = Integer.getInteger("tandem.fuzz.runs", LONG ? 50 : 1);

    @RegisterExtension
    final TestDomain domain = new TestDomain().allowLeftovers();

    /** In another JVM, whose crash can be seen; with Agrona's checks of bounds, which find more, and without, as users may have it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseOrCopeWhenAnythingStandsInAnObject(final boolean unchecked) throws Exception {
        final long first = Seeds.next();

        for (int run = 0; run < RUNS; run++) {
            fuzz(unchecked, first + (long) run * ROUNDS);
        }
    }

    private void fuzz(final boolean unchecked, final long seed) throws Exception {
        try (ChildJvm child = ChildJvm.start(
                List.of(
                        "-Dagrona.disable.bounds.checks=" + unchecked,
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        "-XX:TieredStopAtLevel=1"),
                ForeignObjects.class,
                domain.directory(),
                seed,
                ROUNDS)) {
            final List<String> lines = child.remainingLines();

            assertThat(child.awaitExit()).as("seed %d: %s", seed, lines).isZero();
            assertThat(lines).as("seed %d", seed).last().asString().startsWith("fuzzed");
            System.out.println(lines.get(lines.size() - 1));
        }
    }
}
