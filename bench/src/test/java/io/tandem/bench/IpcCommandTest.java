package io.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpcCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMeasureEveryRowInTwoProcesses() throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run =
                BenchRun.start(directory, BenchRun.forChronicle(), System.getenv("PATH"), tiny("ipc", json))) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("Agrona against itself", "raw pipe", "typed pipe", "asleep", "reference round trip")
                    .contains("Aeron IPC, embedded driver", "Aeron IPC, separate driver", "Chronicle Queue")
                    .contains("JDK unix-domain socket", "JDK TCP socket", "SynchronousQueue, one JVM")
                    .doesNotContain("skipped: Aeron", "skipped: Chronicle");
            assertThat(run.rows(json)).hasSizeGreaterThan(50);
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldMeasureEveryThroughputInTwoProcesses() throws Exception {
        final Path json = directory.resolve("rows.json");

        try (BenchRun run = BenchRun.start(directory, List.of(), System.getenv("PATH"), tiny("throughput", json))) {
            assertThat(run.awaitEnd()).as(run.errors()).isZero();
            assertThat(run.output())
                    .contains("raw pipe, in batches", "Aeron IPC, in batches", "JDK TCP socket, one by one")
                    .contains("raw pipe, 8 B", "Agrona ring, 2048 B", "Aeron IPC, 32768 B", "socket, 65536 B")
                    .contains("skipped: Aeron IPC, 65536 B: its claims end at 65472 bytes");
            assertThat(run.rows(json)).hasSizeGreaterThan(50);
            run.assertNothingIsLeft();
        }
    }

    private static String[] tiny(final String suite, final Path json) {
        return new String[] {suite, "--seconds", "0.2", "--warm-up", "20", "--slice", "2", "--json", json.toString()};
    }

    private static String[] tinyOf(final String family) {
        return new String[] {"ipc", "--only", family, "--seconds", "0.1", "--warm-up", "20", "--slice", "2"};
    }

    @Test
    void shouldLeaveNoDriverOfAeronWhenItIsToldToEnd() throws Exception {
        try (BenchRun run = startBesideAeron()) {
            final List<ProcessHandle> children = awaitAeron(run);

            BenchRun.signal("INT", run.process().toHandle());

            assertThat(run.awaitEnd()).isEqualTo(130);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldLeaveNoDriverOfAeronWhenItIsKilled() throws Exception {
        try (BenchRun run = startBesideAeron()) {
            final List<ProcessHandle> children = awaitAeron(run);

            run.process().destroyForcibly();

            await().atMost(BenchRun.LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            try (BenchRun next = BenchRun.start(directory, tinyOf("one thread"))) {
                assertThat(next.awaitEnd()).as(next.errors()).isZero();
            }
            run.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"beside Aeron", "beside sockets"})
    void shouldSaySoAndLeaveNothingWhenAChildIsKilledAmidOthersMessages(final String family) throws Exception {
        try (BenchRun run = BenchRun.start(
                directory, "ipc", "--only", family, "--seconds", "600", "--slice", "2", "--limit", "20")) {
            final ProcessHandle peer = run.awaitPeer();

            peer.destroyForcibly();

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors()).contains("the peer (pid " + peer.pid() + ") ended by signal 9");
            run.assertNothingIsLeft();
        }
    }

    private BenchRun startBesideAeron() throws IOException {
        return BenchRun.start(directory, "ipc", "--only", "beside Aeron", "--seconds", "600", "--slice", "2");
    }

    /** Waits until both drivers are there; returns the peer and the separate driver. */
    private static List<ProcessHandle> awaitAeron(final BenchRun run) throws IOException {
        final Path memory = Path.of("/dev/shm");
        await().atMost(BenchRun.LIMIT)
                .until(() -> !run.process().isAlive()
                        || isThere(memory, run, "aeron-separate/cnc.dat")
                                && run.process().children().count() == 2);
        assertThat(run.process().isAlive()).as(run.errors()).isTrue();
        return run.process().children().toList();
    }

    // Other runs come and go meanwhile.
    private static boolean isThere(final Path parent, final BenchRun run, final String name) throws IOException {
        final String prefix = "tandem-bench-" + run.process().pid() + "-";
        final List<Path> own;
        try (Stream<Path> all = Files.list(parent)) {
            own = all.filter(directory -> directory.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (final Path directory : own) {
            try (Stream<Path> rooms = Files.list(directory)) {
                if (rooms.anyMatch(room -> Files.exists(room.resolve(name)))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void shouldListWhatThereIsWhenAskedForNothing() throws Exception {
        try (BenchRun run = BenchRun.start(directory)) {
            assertThat(run.awaitEnd()).isZero();
            assertThat(run.output()).contains("ipc ", "queue ");
        }
    }

    @Test
    void shouldRefuseAPinThatIsNotAPair() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--pin", "0")) {
            assertThat(run.awaitEnd()).isEqualTo(2);
            assertThat(run.errors()).contains("--pin takes two processors");
        }
    }

    @Test
    void shouldRefuseProcessorsAndFilesThatAreNotThere() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--pin", "0,4000")) {
            assertThat(run.awaitEnd()).isEqualTo(2);
            assertThat(run.errors()).contains("--pin 0,4000: this process may run on {");
        }
        try (BenchRun run = BenchRun.start(
                directory, "ipc", "--json", directory.resolve("none/rows.json").toString())) {
            assertThat(run.awaitEnd()).isEqualTo(2);
            assertThat(run.errors()).contains("there is no directory " + directory.resolve("none"));
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsToldToEnd() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--seconds", "600", "--slice", "2")) {
            final ProcessHandle peer = run.awaitPeer();

            run.process().destroy();

            assertThat(run.awaitEnd()).isEqualTo(143);
            assertThat(peer.isAlive()).isFalse();
            run.assertNothingIsLeft();
        }
    }

    @Test
    void shouldSaySoAndLeaveNothingWhenThePeerIsKilled() throws Exception {
        try (BenchRun run = BenchRun.start(directory, "ipc", "--seconds", "600", "--slice", "2")) {
            final ProcessHandle peer = run.awaitPeer();

            peer.destroyForcibly();

            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.errors()).contains("the peer (pid " + peer.pid() + ") ended by signal 9");
            run.assertNothingIsLeft();
        }
    }
}
