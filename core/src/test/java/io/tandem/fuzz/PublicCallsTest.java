package io.tandem.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls at random by several threads, with closes in the middle: only what is documented comes out. */
class PublicCallsTest {
    /** Within the time that a child JVM has to end. */
    private static final int SECONDS =
            Integer.getInteger("tandem.fuzz.seconds", Boolean.getBoolean("tandem.long") ? 45 : 2);

    private static final int RUNS = Boolean.getBoolean("tandem.long") ? 10 : 1;

    @RegisterExtension
    final TestDomain domain = new TestDomain().allowLeftovers(); // names, which nobody deletes

    @Test
    void shouldThrowOnlyWhatIsDocumentedWhenHandlesAreClosedMeanwhile() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            final long seed = Seeds.next() + run;

            try (ChildJvm child = ChildJvm.start(
                    List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"),
                    PublicCalls.class,
                    domain.directory(),
                    seed,
                    SECONDS)) {
                final List<String> lines = child.remainingLines();

                assertThat(child.awaitExit()).as("seed %d: %s", seed, lines).isZero();
                assertThat(lines).as("seed %d", seed).singleElement().asString().startsWith("called");
                System.out.println(lines);
            }
        }
    }
}
