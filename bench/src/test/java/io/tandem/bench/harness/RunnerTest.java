package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteRunnable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    @AfterEach
    void nothingIsLeft() throws IOException {
        final String own = "tandem-bench-" + ProcessHandle.current().pid() + "-";
        for (final Path parent : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> files = Files.list(parent)) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith(own)))
                            .isEmpty();
                }
            }
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void shouldTellThePeersWordsWhenItEndsAtOnce() {
        final Function<String, RemoteRunnable> peer = directory -> () -> {
            System.err.println("no room for a peer here");
            System.exit(7);
        };

        assertThatThrownBy(() -> Runner.run(IdleSuite.class, peer, plan(LONG), progress -> {}))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("no room for a peer here");
    }

    @Test
    void shouldEndThePeerWhenItDoesNotAnswerInTime() {
        final Function<String, RemoteRunnable> peer = directory -> () -> {
            System.err.println("asleep");
            Thread.sleep(Long.MAX_VALUE);
        };

        assertThatThrownBy(() -> Runner.run(IdleSuite.class, peer, plan(Duration.ofSeconds(3)), progress -> {}))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("within 3000 ms");
    }

    @Test
    void shouldTellWhatFailedWhenAPeersHalfThrows() {
        assertThatThrownBy(() -> Runner.run(FailingSuite.class, plan(LONG), progress -> {}))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("a slice of failing")
                .hasMessageContaining("the second half is broken");
    }

    @Test
    void shouldMeasureEverySubjectWhenAllIsWell() throws IOException {
        final Report report = Runner.run(IdleSuite.class, plan(LONG), progress -> {});

        assertThat(report.results()).hasSize(1);
        assertThat(report.results().get(0).value()).isPositive();
        assertThat(report.references()).isNotEmpty().allMatch(nanos -> nanos > 0);
    }

    @Test
    void shouldLeaveOutWhatNoSelectedRowRefersTo() throws IOException {
        final Selection selection = (family, row) -> row.name().equals("idle");

        final Report report = Runner.run(PartlyBrokenSuite.class, plan(selection, LONG), progress -> {});

        assertThat(report.results())
                .singleElement()
                .satisfies(result -> assertThat(result.value()).isPositive());
    }

    @Test
    void shouldOpenSubjectsAnewInAPlaceOfTheirOwnWhenTheirFamilySaysSo() throws IOException {
        OpenedSubject.PLACES.clear();

        final Report report = Runner.run(OpeningsSuite.class, plan(LONG), progress -> {});

        assertThat(OpenedSubject.PLACES).hasSize(3).doesNotHaveDuplicates();
        assertThat(report.results().get(0).value()).isPositive();
    }

    @Test
    void shouldGiveASliceAsManyOperationsAsItsSubjectNeedsWhenTheyTakeLonger() throws IOException {
        LongSubject.SLICES.clear();

        final Report report = Runner.run(LongSuite.class, plan(LONG), progress -> {});

        assertThat(LongSubject.SLICES).isNotEmpty().allMatch(operations -> operations >= LongSubject.FEWEST);
        assertThat(report.results().get(0).value()).isPositive();
    }

    private static Plan plan(final Duration limit) {
        return plan(Selection.ALL, limit);
    }

    private static Plan plan(final Selection selection, final Duration limit) {
        return new Plan(selection, 42, SHORT, SHORT, SHORT, limit, Cpus.any());
    }

    /** Measures nothing much. */
    public static final class IdleSuite implements Suite {
        @Override
        public List<Family> families() {
            final Subject idle = new IdleSubject("idle");
            return List.of(new Family("idle", 1, List.of(idle), List.of(Row.of("idle", Metric.OPERATION, idle))));
        }
    }

    /** Opens what it measures three times. */
    public static final class OpeningsSuite implements Suite {
        @Override
        public List<Family> families() {
            final Subject opened = new OpenedSubject();
            return List.of(
                    new Family("opened", 1, 3, List.of(opened), List.of(Row.of("opened", Metric.THROUGHPUT, opened))));
        }
    }

    /** Passes a number on in a file of one name. */
    private static final class OpenedSubject implements Subject {
        static final List<Path> PLACES = new ArrayList<>();
        private static final int NUMBER = 7;

        private @Nullable AtomicBuffer memory;

        @Override
        public String name() {
            return "opened";
        }

        @Override
        public Kind kind() {
            return Kind.STREAM;
        }

        @Override
        public void openFirst(final Workplace workplace) throws IOException {
            PLACES.add(workplace.directory());
            memory = workplace.create("number", Long.BYTES);
            memory.putLong(0, NUMBER);
        }

        @Override
        public void openSecond(final Workplace workplace) throws IOException {
            memory = workplace.open("number");
        }

        @Override
        public void first(final int operations, final Laps laps) {}

        @Override
        public void second(final int operations) {
            if (Opened.of(memory).getLong(0) != NUMBER) {
                throw new BenchException("this isn't the file that the first half made");
            }
        }

        @Override
        public void close() {
            memory = null;
        }
    }

    /** Measures what takes longer than a slice. */
    public static final class LongSuite implements Suite {
        @Override
        public List<Family> families() {
            final Subject one = new LongSubject();
            return List.of(new Family("long", 1, List.of(one), List.of(Row.of("long", Metric.THROUGHPUT, one))));
        }
    }

    /** Takes a good while for each operation, and asks for an odd number of them. */
    private static final class LongSubject implements Subject {
        static final List<Integer> SLICES = new ArrayList<>();
        static final int FEWEST = 1001;
        private static final long NANOS_EACH = 2000;

        @Override
        public String name() {
            return "long";
        }

        @Override
        public Kind kind() {
            return Kind.STREAM;
        }

        @Override
        public int fewest() {
            return FEWEST;
        }

        @Override
        public boolean isElsewhere() {
            return true;
        }

        @Override
        public void openFirst(final Workplace workplace) {}

        @Override
        public void first(final int operations, final Laps laps) {
            SLICES.add(operations);
            final long end = System.nanoTime() + operations * NANOS_EACH;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {}
    }

    /** Works as long as nobody wants the other one. */
    public static final class PartlyBrokenSuite implements Suite {
        @Override
        public List<Family> families() {
            final Subject failing = new FailingSubject();
            final Subject idle = new IdleSubject("idle");
            return List.of(new Family(
                    "both",
                    1,
                    List.of(failing, idle),
                    List.of(Row.of("failing", Metric.THROUGHPUT, failing), Row.of("idle", Metric.OPERATION, idle))));
        }
    }

    /** Fails in the peer. */
    public static final class FailingSuite implements Suite {
        @Override
        public List<Family> families() {
            final Subject failing = new FailingSubject();
            return List.of(
                    new Family("failing", 1, List.of(failing), List.of(Row.of("failing", Metric.THROUGHPUT, failing))));
        }
    }
}
