package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.process.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What comes back from a file, and what doesn't. */
@Timeout(180)
class ManagerSnapshotTest {
    private static final Duration OFTEN = Duration.ofMillis(5);
    /** Hardly at the instant at which a test changes the file. */
    private static final Duration SELDOM = Duration.ofMillis(300);

    private static final Duration NEVER = Duration.ofDays(1);
    private static final long SEED = 20_240_607;

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    @TempDir
    Path directory;

    /** Of the user's. */
    record Order(String item, ManagedValue<Integer> count) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What the server logs. */
    interface Log {
        List<String> warnings();
    }

    /** Takes what loggers print from the first time on. */
    static final class LogInServer implements Log {
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        LogInServer() {
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        }

        @Override
        public List<String> warnings() {
            return printed.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("No snapshot of"))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private Path file() {
        return directory.resolve("shop.snapshot");
    }

    private Manager manager(final Duration every) {
        return managers.manager(Manager.builder().snapshots(file(), every));
    }

    private static void kill(final Manager manager) {
        ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly();
        TestManagers.await(() -> !manager.isAlive());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void shouldHaveAllOfItBackWhenAManagerWasClosed() throws Exception {
        final Manager first = manager(NEVER);
        final ManagedList<Object> list = first.list("list");
        list.addAll(Arrays.asList(1, null, "x", new int[] {1, 2}));
        first.map("map").putAll(Map.of("a", 1, 2, "b"));
        first.set("set").addAll(List.of("q", "r"));
        first.value("value", "initial").set("later");
        first.value("null", (Object) null);
        first.list("gone").add(1);
        first.remove("gone");

        first.close();
        final Manager second = manager(NEVER);

        assertThat(second.list("list").toArray()).isEqualTo(new Object[] {1, null, "x", new int[] {1, 2}});
        assertThat(second.map("map")).isEqualTo(Map.of("a", 1, 2, "b"));
        assertThat(second.set("set")).containsExactly("q", "r");
        assertThat(second.value("value", "initial").get()).isEqualTo("later");
        assertThat(second.<Object>value("null", "x").get()).isNull();
        assertThat(second.list("gone")).isEmpty();
        second.list("list").add("more");
        assertThat(second.list("list")).hasSize(5);
        assertThat(files()).containsExactly("shop.snapshot");
        assertThatThrownBy(() -> second.map("list")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHaveNestedObjectsBackWhenTheyHoldEachOther() {
        final Manager first = manager(NEVER);
        final ManagedMap<String, Object> one = first.map("one");
        final ManagedMap<String, Object> two = first.map();
        final ManagedList<Object> self = first.list("self");
        final ManagedValue<Integer> count = first.value(7);
        one.put("two", two);
        two.put("one", one);
        two.put("manager", first);
        self.add(self);
        self.add(new Order("apples", count));
        first.value("order", new Order("pears", count));

        first.close();
        final Manager second = manager(NEVER);

        final ManagedMap<String, Object> oneAgain = second.map("one");
        @SuppressWarnings("unchecked")
        final ManagedMap<String, Object> twoAgain = (ManagedMap<String, Object>) oneAgain.get("two");
        final ManagedList<Object> selfAgain = second.list("self");
        assertThat(twoAgain.get("one").equals(oneAgain)).isTrue();
        assertThat(twoAgain.get("manager")).isEqualTo(second);
        assertThat(selfAgain.get(0).toString()).isEqualTo(selfAgain.toString());
        final Order apples = (Order) selfAgain.get(1);
        final Order pears = second.<Order>value("order", null).get();
        assertThat(apples.count()).isEqualTo(pears.count());
        apples.count().set(8);
        assertThat(pears.count().get()).isEqualTo(8);
        assertThat(second.stats().objects()).isEqualTo(5);
    }

    @Test
    void shouldFindKeysWhenTheyAreManagedObjects() {
        final Manager first = manager(NEVER);
        final ManagedMap<Object, String> map = first.map("a");
        final ManagedSet<Object> set = first.set("b");
        for (int i = 0; i < 3; i++) {
            final ManagedList<Integer> key = first.list(List.of(i));
            map.put(key, "v" + i);
            set.add(key);
        }

        first.close();
        final Manager second = manager(NEVER);

        assertThat(second.set("b")).hasSize(3);
        assertThat(second.<Object, String>map("a").get(List.of(2))).isEqualTo("v2");
    }

    @Test
    void shouldBeWrittenNowAndThenWhenThereAreCalls() throws Exception {
        final Manager first = manager(OFTEN);
        first.list("list").add("a word");
        TestManagers.await(
                () -> Files.readString(file(), StandardCharsets.ISO_8859_1).contains("a word"));

        kill(first);
        final Manager second = manager(OFTEN);

        TestManagers.await(() -> files().equals(List.of("shop.snapshot")));
        assertThat(second.list("list")).containsExactly("a word");
    }

    @Test
    void shouldBeWrittenWhenTheProcessThatStartedItEndsInOrder() throws Exception {
        final String file = file().toString();
        try (ChildProcess child = managers.client().start(() -> {
            final Manager manager = Manager.builder()
                    .snapshots(Path.of(file), Duration.ofDays(1))
                    .start();
            manager.<String, Integer>map("map").put("a", 1);
            System.exit(0);
        })) {
            child.join();
        }

        TestManagers.await(() -> Files.size(file()) > 100);

        assertThat(manager(OFTEN).<String, Integer>map("map").snapshot()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void shouldNotBeWrittenWhenNothingWasCalled() throws Exception {
        final Manager manager = manager(OFTEN);
        manager.list("list").add("x");
        final Log log = manager.create(Log.class, LogInServer::new);
        assertThat(log.warnings()).isEmpty();
        final AtomicReference<Object> last = new AtomicReference<>();

        Awaitility.await()
                .pollInterval(OFTEN.multipliedBy(4)) // longer than a few rounds
                .during(OFTEN.multipliedBy(40))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    final Object next = Files.getLastModifiedTime(file());
                    return next.equals(last.getAndSet(next));
                });
    }

    @Test
    void shouldAlwaysLeaveAWholeFileWhenTheServerIsKilledWhileItWrites() throws Exception {
        final Random random = new Random(SEED);
        int least = 0;
        for (int round = 0; round < 8; round++) {
            final Manager manager = manager(Duration.ofNanos(1));
            final ManagedMap<String, Integer> map = manager.map("map");
            final ManagedList<String> filler = manager.list("filler");
            final int found = map.getOrDefault("a", 0);
            assertThat(map.getOrDefault("b", 0)).isEqualTo(found);
            assertThat(found).isGreaterThanOrEqualTo(least);
            assertThat(filler.size() % 1000).isZero();

            filler.addAll(java.util.Collections.nCopies(1000, "filler of round " + round));
            final int calls = 50 + random.nextInt(300);
            for (int i = 0; i < calls; i++) {
                manager.atomically(map, entries -> {
                    entries.merge("a", 1, Integer::sum);
                    return entries.merge("b", 1, Integer::sum);
                });
            }
            least = found;
            kill(manager);
        }

        assertThat(manager(NEVER).map("map").get("a")).isNotNull();
        TestManagers.await(() -> files().equals(List.of("shop.snapshot")));
    }

    @Test
    void shouldLeaveServicesAndSharedObjectsOutWhenTheyHaveNames() {
        final Manager first = manager(NEVER);
        first.create("service", Log.class, LogInServer::new);
        managers.closed(first.lock("lock"));
        first.list("list").add("x");

        first.close();
        final Manager second = manager(NEVER);

        assertThat(second.list("list")).containsExactly("x");
        assertThat(second.map("service")).isEmpty();
        assertThat(second.set("lock")).isEmpty();
    }

    @Test
    void shouldKeepTheFileAndWarnOnceWhenSomethingCantBeKept() throws Exception {
        final Manager first = manager(OFTEN);
        final Log log = first.create(Log.class, LogInServer::new);
        final ManagedList<Object> list = first.list("list");
        final ManagedMap<String, Object> inner = first.map();
        list.add(inner);
        final byte[] empty = Files.readAllBytes(file());
        TestManagers.await(() -> Files.size(file()) > 200);
        final byte[] before = Files.readAllBytes(file());

        inner.put("lock", managers.closed(first.lock("lock")));
        TestManagers.await(() -> log.warnings().size() == 1);
        for (int i = 0; i < 20; i++) {
            assertThat(list).hasSize(1);
            LockSupport.parkNanos(OFTEN.toNanos());
        }
        final List<String> warnings = log.warnings();
        final byte[] after = Files.readAllBytes(file());
        inner.clear();
        inner.put("log", log);
        TestManagers.await(() -> log.warnings().size() == 2);
        inner.clear();
        inner.put("fine", 1);
        TestManagers.await(() -> !Arrays.equals(after, Files.readAllBytes(file())));

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("the map in what \"list\" reaches", "Lock", file().toString());
        assertThat(after).isEqualTo(before).isNotEqualTo(empty);
        assertThat(log.warnings()).hasSize(2);
        TestManagers.await(() -> files().stream().noneMatch(name -> name.endsWith(".tmp")));
    }

    @Test
    void shouldRefuseToStartWhenTheFileIsDamaged() throws Exception {
        manager(NEVER).close();
        final byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length - 1] ^= 1;
        Files.write(file(), bytes);

        assertThatThrownBy(() -> manager(NEVER))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("is damaged")
                .hasMessageContaining("Move it away");
        assertThatThrownBy(() -> managers.manager(
                        Manager.builder().name("shop").restart(true).snapshots(file(), NEVER)))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("is damaged");
        assertThat(file()).hasBinaryContent(bytes);
    }

    @Test
    void shouldBelongToOneOfThemWhenTwoManagersStartAtOnceWithOneFile() throws Exception {
        final Executor threads = action -> new Thread(action, "manager-starter").start();
        final CompletableFuture<Manager> first = CompletableFuture.supplyAsync(() -> manager(OFTEN), threads);
        final CompletableFuture<Manager> second = CompletableFuture.supplyAsync(() -> manager(OFTEN), threads);
        TestManagers.await(() -> first.isDone() && second.isDone());

        final CompletableFuture<Manager> winner = second.isCompletedExceptionally() ? first : second;
        final CompletableFuture<Manager> other = second.isCompletedExceptionally() ? second : first;
        assertThatThrownBy(other::join)
                .hasCauseInstanceOf(TandemException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("another manager does that already");
        winner.join().list("list").add("a word");
        TestManagers.await(
                () -> Files.readString(file(), StandardCharsets.ISO_8859_1).contains("a word"));
        kill(winner.join());
        assertThat(manager(NEVER).list("list")).containsExactly("a word");
    }

    @Test
    void shouldLeaveAFileAloneAndWarnWhenItWasMovedIntoItsPlace() throws Exception {
        final Manager manager = manager(SELDOM);
        final Log log = manager.create(Log.class, LogInServer::new);
        final Path other = Files.writeString(directory.resolve("other"), "of somebody else");

        Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
        manager.list("list").add("x");

        TestManagers.await(() -> log.warnings().size() == 1);
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains(file().toString(), "isn't what this server has put there");
        assertThat(file()).hasContent("of somebody else");
    }

    @Test
    void shouldRefuseToStartWhenTheFilterRefusesWhatIsSaved() {
        final Manager first = manager(NEVER);
        first.value("order", new Order("pears", first.value(1)));
        first.close();

        assertThatThrownBy(() -> managers.manager(
                        Manager.builder().snapshots(file(), NEVER).serialFilter("!" + Order.class.getName() + ";*")))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining(Order.class.getName());
    }

    @Test
    void shouldRefuseToStartWhenThereIsNoPlaceForTheFile() {
        assertThatThrownBy(
                        () -> managers.manager(Manager.builder().snapshots(directory.resolve("missing/file"), NEVER)))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining(directory.resolve("missing").toString())
                .hasMessageContaining("doesn't exist");
        assertThatThrownBy(() -> Manager.builder().snapshots(Path.of("/"), NEVER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Manager.builder().snapshots(file(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldStillEndWhenACallHasWhatIsToBeSaved() throws Exception {
        final Manager first = manager(NEVER);
        final ManagedList<String> list = first.list("list");
        list.add("x");
        final ManagedValue<Boolean> inside = first.value(false);
        final Thread stuck = new Thread(() -> {
            try {
                first.atomically(list, object -> {
                    inside.set(true);
                    while (true) {
                        LockSupport.park();
                        Thread.interrupted();
                    }
                });
            } catch (final ManagerDiedException e) {
                Thread.currentThread().interrupt(); // as is to be expected
            }
        });
        stuck.start();
        TestManagers.await(inside::get);

        first.close();
        stuck.join();

        assertThat(first.isAlive()).isFalse();
        assertThat(manager(NEVER).list("list")).isEmpty();
    }
}
