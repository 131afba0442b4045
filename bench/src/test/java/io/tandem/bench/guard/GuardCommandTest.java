package io.tandem.bench.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.bench.BenchRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldFailForWhatIsLostAfterItWasMeasuredAgain() throws Exception {
        final Path bounds = bounds("metric = 'allocation'\nat_least = 1e9", "at_most = 1e9");

        try (BenchRun run = start(bounds, "--tries", "2")) {
            assertThat(run.awaitEnd()).as(run.errors()).isEqualTo(1);
            assertThat(run.output())
                    .containsPattern("raw pipe, 32 B +allocation .* 2 +GROSS LOSS")
                    .containsPattern("typed pipe, Long +allocation .* 1 +held")
                    .contains("1 of 2 bounds held, 1 failure");
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldNameTheRowWhenABoundSpeaksOfNone() throws Exception {
        final Path bounds = bounds("metric = 'round trip'\nagainst = 'Aragorn ring'\nat_most = 1", "at_most = 1");

        try (BenchRun run = start(bounds)) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors())
                    .contains("the suite ipc has no row \"raw pipe, 32 B\", round trip, against \"Aragorn ring\"");
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() throws Exception {
        try (BenchRun run = start(directory.resolve("nothing.toml"))) {
            assertThat(run.awaitEnd()).isEqualTo(2);
            assertThat(run.errors()).contains("nothing.toml");
        }
    }

    private BenchRun start(final Path bounds, final String... more) throws Exception {
        final String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"--bounds", bounds.toString(), "--seconds", "0.2", "--warm-up", "20"},
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return BenchRun.startMain(GuardCommand.class, directory, arguments);
    }

    private Path bounds(final String ofRaw, final String ofTyped) throws Exception {
        return Files.writeString(
                directory.resolve("bounds.toml"),
                "[[bound]]\nsuite = 'ipc'\nrow = 'raw pipe, 32 B'\n" + ofRaw
                        + "\n[[bound]]\nsuite = 'ipc'\nrow = 'typed pipe, Long'\nmetric = 'allocation'\n" + ofTyped
                        + "\n");
    }
}
