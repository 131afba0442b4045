package io.tandem.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of ends: what becomes of children when their parent, a JVM of its own here, ends in one way or another. */
class ParentEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(5);
    /** The promise is a second; the rest is for a machine that is busy. */
    private static final Duration DAEMONS_END_WITHIN = Duration.ofSeconds(15);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private static final String DAEMON = ".daemon";
    private static final String AT_THE_END = ".end";

    private final List<Long> pids = new ArrayList<>();
    private Path release;

    @BeforeEach
    void chooseTheFileThatReleasesChildren() throws IOException {
        release = Files.createTempDirectory("tandem-release").resolve("go");
    }

    @AfterEach
    void endWhatATestLeft() throws IOException {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        Awaitility.await().atMost(LIMIT).until(() -> pids.stream().noneMatch(ParentEndTest::isAlive));
        TestDomain.deleteTree(release.getParent());
    }

    /** Arguments: how it ends, the release file, whether it has another child than the daemon, which is never released. */
    static final class Parent {
        private Parent() {}

        public static void main(final String[] arguments) throws Exception {
            final List<ChildProcess> children = new ArrayList<>();
            children.add(start(true, arguments[1] + DAEMON));
            if (Boolean.parseBoolean(arguments[2])) {
                children.add(start(false, arguments[1]));
            }
            for (final ChildProcess child : children) {
                while (child.standardOutput().read() != 'R') {
                    Thread.onSpinWait();
                }
                System.out.println((child.isDaemon() ? "daemon " : "child ") + child.pid());
            }
            switch (arguments[0]) {
                case "return" -> {
                    tellWhenMainHasReturned();
                    tellWhoIsLeftAtItsEnd(children, arguments[1]);
                }
                case "exit" -> System.exit(3);
                default -> QuickChildren.sleepForEver();
            }
        }

        private static void tellWhenMainHasReturned() {
            final Thread main = Thread.currentThread();
            final Thread watcher = new Thread(() -> {
                try {
                    main.join();
                    System.out.println("returned");
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            watcher.setDaemon(true);
            watcher.start();
        }

        private static void tellWhoIsLeftAtItsEnd(final List<ChildProcess> children, final String file) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                final long left = children.stream()
                        .filter(child -> !child.isDaemon() && child.isAlive())
                        .count();
                try {
                    Files.writeString(Path.of(file + AT_THE_END), "children left: " + left);
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }

        private static ChildProcess start(final boolean daemon, final String file) {
            return ChildProcess.builder()
                    .daemon(daemon)
                    .standardError(StandardStream.empty())
                    .standardOutput(StandardStream.pipe())
                    .start(() -> awaitRelease(file));
        }
    }

    private static void awaitRelease(final String file) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.createFile(Path.of(file + ".hook"));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        System.out.write('R');
        System.out.flush();
        Awaitility.await().pollInterval(OFTEN).atMost(LIMIT).until(() -> Files.exists(Path.of(file)));
        final RunningProcess parent = ChildProcess.parent().orElseThrow();
        Files.writeString(Path.of(file + ".seen"), "parent alive: " + parent.isAlive());
    }

    private ChildJvm start(final Class<?> main, final Object... arguments) throws IOException {
        return ChildJvm.start(
                List.of("-Dtandem.dir=" + domain.directory(), "-XX:TieredStopAtLevel=1"), main, arguments);
    }

    private long pidIn(final String line) {
        final long pid = Long.parseLong(line.substring(line.indexOf(' ') + 1));
        pids.add(pid);
        return pid;
    }

    /** Alive in the sense that code runs: a zombie isn't. */
    private static boolean isAlive(final long pid) {
        try {
            final String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (final IOException e) {
            return false;
        }
    }

    private static void end(final ChildJvm parent, final String how) throws Exception {
        switch (how) {
            case "term" -> parent.signal("TERM");
            case "kill" -> parent.kill();
            default -> assertThat(how).isIn("return", "exit"); // by itself
        }
    }

    private String seenByTheReleasedChild(final long child) throws IOException {
        Files.createFile(release);
        Awaitility.await().atMost(LIMIT).until(() -> !isAlive(child));
        return Files.readString(Path.of(release + ".seen"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"exit, 3", "term, 143", "kill, 137"})
    void shouldEndDaemonsAndLeaveOtherChildrenAloneWhenTheirParentEndsAtOnce(final String how, final int exitCode)
            throws Exception {
        try (ChildJvm parent = start(Parent.class, how, release, true)) {
            final long daemon = pidIn(parent.await("daemon "));
            final long child = pidIn(parent.await("child "));

            end(parent, how);

            Awaitility.await().atMost(DAEMONS_END_WITHIN).until(() -> !isAlive(daemon));
            assertThat(parent.awaitExit()).isEqualTo(exitCode);
            assertThat(Files.exists(Path.of(release + DAEMON + ".hook"))).isEqualTo(!how.equals("kill"));
            assertThat(isAlive(child)).isTrue();
            assertThat(Files.exists(Path.of(release + ".hook"))).isFalse();
            assertThat(seenByTheReleasedChild(child)).isEqualTo("parent alive: false");
        }
    }

    @Test
    void shouldWaitForOtherChildrenAndThenEndDaemonsWhenAParentReturnsFromMain() throws Exception {
        try (ChildJvm parent = start(Parent.class, "return", release, true)) {
            final long daemon = pidIn(parent.await("daemon "));
            final long child = pidIn(parent.await("child "));
            parent.await("returned");
            assertThat(isAlive(parent.pid())).isTrue();
            assertThat(isAlive(daemon)).isTrue();

            final String seen = seenByTheReleasedChild(child);

            assertThat(seen).isEqualTo("parent alive: true");
            assertThat(parent.awaitExit()).isZero();
            assertThat(Path.of(release + AT_THE_END)).hasContent("children left: 0");
            Awaitility.await().atMost(DAEMONS_END_WITHIN).until(() -> !isAlive(daemon));
            assertThat(Path.of(release + DAEMON + ".hook")).exists();
        }
    }

    @Test
    void shouldEndADaemonWhenAParentWithoutOtherChildrenReturnsFromMain() throws Exception {
        try (ChildJvm parent = start(Parent.class, "return", release, false)) {
            final long daemon = pidIn(parent.await("daemon "));

            assertThat(parent.awaitExit()).isZero();

            Awaitility.await().atMost(DAEMONS_END_WITHIN).until(() -> !isAlive(daemon));
            assertThat(Path.of(release + DAEMON + ".hook")).exists();
        }
    }

    /** A daemon with a daemon, each deaf to everything: SIGTERM is held up by a hook, and the thread never rests. */
    static final class DeafFamily {
        private DeafFamily() {}

        public static void main(final String[] arguments) throws Exception {
            final ChildProcess child = ChildProcess.builder()
                    .daemon(true)
                    .standardError(StandardStream.empty())
                    .start(() -> {
                        final ChildProcess own = ChildProcess.builder()
                                .daemon(true)
                                .standardError(StandardStream.empty())
                                .start(DeafFamily::spin);
                        // It needs the processor to come up.
                        Awaitility.await()
                                .pollInterval(OFTEN)
                                .atMost(LIMIT)
                                .until(() -> own.timeToReady().isPresent());
                        spin();
                    });
            System.out.println("child " + child.pid());
            QuickChildren.sleepForEver();
        }

        private static void spin() {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                while (true) {
                    LockSupport.park();
                }
            }));
            System.out.println("deaf " + ProcessHandle.current().pid());
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"term", "kill"})
    void shouldEndDaemonsOfDaemonsWhateverTheyDoWhenTheFirstParentEnds(final String how) throws Exception {
        try (ChildJvm parent = start(DeafFamily.class)) {
            final long first = pidIn(parent.await("child "));
            final long one = pidIn(parent.await("deaf "));
            final long other = pidIn(parent.await("deaf "));
            assertThat(List.of(one, other)).contains(first).doesNotHaveDuplicates();

            end(parent, how);

            Awaitility.await().atMost(DAEMONS_END_WITHIN).until(() -> !isAlive(one) && !isAlive(other));
        }
    }

    @Test
    void shouldLeaveNothingBehindAfterTheNextStartWhenAllWereKilled() throws Exception {
        try (ChildJvm parent = start(Parent.class, "stay", release, false)) {
            final long child = pidIn(parent.await("daemon "));
            parent.kill();
            Awaitility.await().atMost(DAEMONS_END_WITHIN).until(() -> !isAlive(child));
        }
        assertThat(TestDomain.leftovers(domain.get())).isNotEmpty();

        try (ChildJvm next = start(Parent.class, "exit", release, false)) {
            pidIn(next.await("daemon "));
            next.awaitExit();
        }

        assertThat(TestDomain.leftovers(domain.get())).isEmpty();
    }

    /** A child without a daemon's bond, whose parent dies while it watches. */
    static final class Orphaning {
        private Orphaning() {}

        public static void main(final String[] arguments) throws Exception {
            final String file = arguments[0];
            final ChildProcess child = ChildProcess.builder()
                    .name("orphan")
                    .standardError(StandardStream.empty())
                    .start(() -> {
                        final RunningProcess parent = ChildProcess.parent().orElseThrow();
                        Files.writeString(
                                Path.of(file + ".early"), parent.join(Duration.ofMillis(1)) + " " + parent.isAlive());
                        Files.createFile(Path.of(file));
                        final boolean ended = parent.join(LIMIT);
                        Files.writeString(
                                Path.of(file + ".seen"),
                                ended + " " + parent.isAlive() + " " + parent.name() + " " + parent.pid());
                    });
            System.out.println("child " + child.pid());
            QuickChildren.sleepForEver();
        }
    }

    @Test
    void shouldTellTheChildWhenItsParentIsKilled() throws Exception {
        try (ChildJvm parent = start(Orphaning.class, release)) {
            final long child = pidIn(parent.await("child "));
            Awaitility.await().atMost(LIMIT).until(() -> Files.exists(release));

            parent.kill();

            Awaitility.await().atMost(LIMIT).until(() -> !isAlive(child));
            assertThat(Files.readString(Path.of(release + ".early"))).isEqualTo("false true");
            assertThat(Files.readString(Path.of(release + ".seen"))).isEqualTo("true false main " + parent.pid());
        }
        assertThat(Domain.at(domain.directory()).sweep()).isNotNegative();
        assertThat(Optional.of(TestDomain.leftovers(domain.get()))).hasValue(List.of());
    }
}
