package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.process.ChildProcess;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.sync.SharedLock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Managers that are found by name. */
@Timeout(120)
class ManagerConnectTest {
    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    @Test
    void shouldShareNamedObjectsWhenAProcessConnects() throws Exception {
        final Manager manager = managers.manager(Manager.builder().name("shop"));
        final ManagedMap<String, Integer> stock = manager.map("stock");

        try (ChildProcess child = managers.client().start(() -> {
            try (Manager found = Manager.connect("shop")) {
                final ManagedMap<String, Integer> theirs = found.map("stock");
                theirs.merge("apples", 3, Integer::sum);
                found.queue("orders", String.class).put("pears");
            }
        })) {
            child.join();

            assertThat(child.failure()).isEmpty();
        }
        assertThat(stock).containsExactly(Map.entry("apples", 3));
        assertThat(managers.closed(manager.queue("orders", String.class)).take())
                .isEqualTo("pears");
    }

    @Test
    void shouldBeTheSameWhenAProcessConnectsToItsOwn() {
        final Manager manager = managers.manager(Manager.builder().name("shop"));

        final Manager found = managers.closed(Manager.connect(managers.domain(), "shop"));

        assertThat(found).isEqualTo(manager).hasSameHashCodeAs(manager);
        assertThat(found.pid()).isEqualTo(manager.pid());
        assertThat(found.list("names")).isEqualTo(manager.list("names"));
        found.close();
        assertThat(manager.isAlive()).isTrue();
    }

    @Test
    void shouldRefuseWhenANameIsTaken() {
        managers.manager(Manager.builder().name("shop"));

        assertThatThrownBy(() -> managers.manager(Manager.builder().name("shop")))
                .isInstanceOf(ObjectExistsException.class)
                .hasMessageContaining("\"shop\"");
    }

    @Test
    void shouldStartOneWhenTwoRaceForAName() throws Exception {
        final FutureTask<Manager> first =
                new FutureTask<>(() -> managers.manager(Manager.builder().name("shop")));
        final FutureTask<Manager> second = new FutureTask<>(
                () -> Manager.builder().name("shop").domain(managers.domain()).start());
        new Thread(first).start();
        new Thread(second).start();

        int started = 0;
        for (final FutureTask<Manager> each : List.of(first, second)) {
            try {
                managers.closed(each.get());
                started++;
            } catch (final ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(ObjectExistsException.class);
            }
        }

        assertThat(started).isEqualTo(1);
    }

    /** As a program's class that has its manager in a static field. */
    private static final class Static {
        static final Manager MANAGER = Manager.start();
    }

    @Test
    void shouldRefuseWhenAChildRunsAStaticInitializerThatStartsOne() throws Exception {
        try (ChildProcess child = managers.client().start(() -> Static.MANAGER.list())) {
            child.join();

            assertThat(child.failure())
                    .get()
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining(Static.class.getName());
        }
    }

    @Test
    void shouldTellWhenNoManagerHasAName() {
        assertThatThrownBy(() -> Manager.connect(managers.domain(), "shop"))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("\"shop\"");
    }

    @Test
    void shouldTakeTheNameOverWhenItsServerWasKilled() throws Exception {
        final Manager first = managers.manager(Manager.builder().name("shop"));
        first.list("names").add("x");
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        TestManagers.await(() -> !first.isAlive());

        final Manager second = managers.manager(Manager.builder().name("shop"));

        assertThat(managers.closed(Manager.connect(managers.domain(), "shop")).list("names"))
                .isEmpty();
        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void shouldLeaveNothingWhenANamedManagerIsClosed() {
        final Manager manager = managers.manager(Manager.builder().name("shop"));

        manager.close();

        assertThat(SharedLock.delete(managers.domain(), "shop")).isFalse();
        assertThatThrownBy(() -> Manager.connect(managers.domain(), "shop"))
                .isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void shouldRefuseWhenANameIsUsedForAnotherKind() {
        final Manager manager = managers.manager();
        manager.list("a");
        managers.closed(manager.lock("b"));
        managers.closed(manager.queue("c", String.class));

        assertThatThrownBy(() -> manager.map("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\"");
        assertThatThrownBy(() -> manager.lock("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.event("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SharedEvent");
        assertThatThrownBy(() -> manager.list("b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.queue("c", Long.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }
}
