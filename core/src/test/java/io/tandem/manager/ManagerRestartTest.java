package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.ObjectNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Managers whose servers die and are replaced. */
@Timeout(180)
class ManagerRestartTest {
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final long SEED = 42;
    private static final long LONGEST_WAIT_NANOS = 700_000_000;

    /** More than the longest time between two servers. */
    private static final long QUIET_NANOS = 4_000_000_000L;

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    @TempDir
    Path directory;

    private static void kill(final Manager manager) {
        kill(manager.pid());
    }

    private static void kill(final long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void awaitNext(final Manager manager, final long dead) {
        TestManagers.await(() -> manager.pid() != dead);
    }

    private static Set<Long> children() {
        final Set<Long> pids = new HashSet<>();
        ProcessHandle.current().children().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    @Test
    void shouldGiveOutNewObjectsWhenItsServerWasKilled() {
        final Manager manager = managers.manager(Manager.builder().restart(true));
        final ManagedList<String> old = manager.list("names");
        old.add("x");
        final long dead = manager.pid();

        kill(manager);
        awaitNext(manager, dead);

        assertThatThrownBy(old::size).isInstanceOf(ManagerDiedException.class).hasMessageContaining(manager.name());
        final ManagedList<String> next = manager.list("names");
        assertThat(next).isEmpty();
        assertThat(next).isNotSameAs(old);
        next.add("y");
        assertThat(manager.list("names")).containsExactly("y");
        assertThat(manager.isAlive()).isTrue();
        assertThatThrownBy(old::size).isInstanceOf(ManagerDiedException.class);
    }

    @Test
    void shouldBeFoundByItsNameWhenItsServerWasKilled() {
        final Manager manager = managers.manager(Manager.builder().name("shop").restart(true));
        final Manager found = managers.closed(Manager.connect(managers.domain(), "shop"));
        final long dead = manager.pid();

        kill(manager);
        awaitNext(manager, dead);
        manager.list("names").add("x");

        assertThatThrownBy(() -> found.list("names")).isInstanceOf(ManagerDiedException.class);
        final Manager again = managers.closed(Manager.connect(managers.domain(), "shop"));
        assertThat(again.list("names")).containsExactly("x");
        assertThat(again.pid()).isEqualTo(manager.pid()).isNotEqualTo(dead);
    }

    @Test
    void shouldHaveWhatWasSavedWhenItsServerWasKilled() throws Exception {
        final Path file = directory.resolve("file");
        final Manager manager =
                managers.manager(Manager.builder().name("shop").restart(true).snapshots(file, OFTEN));
        manager.map("map").put("inner", manager.list(List.of("a word")));
        TestManagers.await(
                () -> Files.readString(file, StandardCharsets.ISO_8859_1).contains("a word"));
        final long dead = manager.pid();

        kill(manager);
        awaitNext(manager, dead);

        assertThat(manager.map("map").get("inner")).isEqualTo(List.of("a word"));
        manager.close();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void shouldThrowOrWorkWhenItIsCalledWhileItsServersDie() {
        final Manager manager = managers.manager(Manager.builder().restart(true));
        final Random random = new Random(SEED);

        for (int round = 0; round < 3; round++) {
            final long dead = manager.pid();
            manager.list("names").add("x");
            LockSupport.parkNanos(random.nextLong(50_000_000));
            kill(manager);
            while (manager.pid() == dead) {
                try {
                    assertThat(manager.list("names").size()).isBetween(0, 1);
                } catch (final ManagerDiedException e) {
                    assertThat(e).hasMessageContaining(manager.name());
                }
            }
            assertThat(manager.list("names")).isEmpty();
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsClosedWhileItsServerIsReplaced() {
        final Set<Long> before = children();
        final Random random = new Random(SEED);
        final Path file = directory.resolve("file");

        for (int round = 0; round < 6; round++) {
            final Manager manager = managers.manager(
                    Manager.builder().name("shop").restart(true).snapshots(file, OFTEN));
            kill(manager);
            LockSupport.parkNanos(random.nextLong(LONGEST_WAIT_NANOS));

            manager.close();

            assertThat(manager.isAlive()).isFalse();
            assertThatThrownBy(() -> manager.list("names")).isInstanceOf(ManagerDiedException.class);
            TestManagers.await(() -> before.containsAll(children()));
            assertThatThrownBy(() -> Manager.connect(managers.domain(), "shop"))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
        TestManagers.await(() -> {
            try (Stream<Path> files = Files.list(directory)) {
                return files.toList().equals(List.of(file));
            }
        });
    }

    @Test
    void shouldGiveUpWhenServersDieAtOnceAgainAndAgain() throws Exception {
        final Path file = directory.resolve("file");
        final Set<Long> before = children();
        final Manager manager = managers.manager(Manager.builder().restart(true).snapshots(file, Duration.ofDays(1)));
        Files.writeString(file, "not a snapshot any more");

        final Set<Long> first = children();
        final Set<Long> seen = new HashSet<>();
        final AtomicLong quietSince = new AtomicLong(System.nanoTime());
        kill(manager);

        TestManagers.await(() -> {
            final Set<Long> now = children();
            now.removeAll(before);
            if (!now.isEmpty()) {
                seen.addAll(now);
                quietSince.set(System.nanoTime());
            }
            return System.nanoTime() - quietSince.get() > QUIET_NANOS;
        });
        seen.removeAll(first);
        assertThat(seen).hasSize(5);
        assertThat(manager.isAlive()).isFalse();
        assertThatThrownBy(() -> manager.list("names")).isInstanceOf(ManagerDiedException.class);
        assertThat(file).hasContent("not a snapshot any more");
    }

    @Test
    void shouldNotBeReplacedWhenItWasClosed() {
        final Set<Long> before = children();
        final Manager manager = managers.manager(Manager.builder().restart(true));
        manager.list("names").add("x");

        manager.close();

        assertThat(manager.isAlive()).isFalse();
        assertThat(before).containsAll(children());
    }
}
