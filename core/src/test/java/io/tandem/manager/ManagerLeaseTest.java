package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;
import io.tandem.value.SharedLong;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long objects of a manager live, and how their proxies travel. */
@Timeout(120)
class ManagerLeaseTest {
    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    /** Has the server collect what nobody can reach. */
    interface Collector {
        void collect();
    }

    private Collector collector(final Manager manager) {
        return manager.create("collector", Collector.class, () -> System::gc);
    }

    private static void awaitObjects(final Manager manager, final Collector collector, final int objects) {
        TestManagers.await(() -> {
            System.gc();
            collector.collect();
            return manager.stats().objects() == objects;
        });
    }

    private SharedLong number() {
        return managers.closed(SharedLong.builder().domain(managers.domain()).create());
    }

    private SharedQueue<Object> queue() {
        return managers.closed(
                SharedQueue.builder(Object.class).domain(managers.domain()).create());
    }

    @Test
    void shouldForgetAnObjectWhenItsLastProxyIsGone() {
        final Manager manager = managers.manager();
        final Collector collector = collector(manager);
        for (int i = 0; i < 100; i++) {
            manager.list().add(i);
        }
        final ManagedList<String> kept = manager.list(List.of("x"));

        awaitObjects(manager, collector, 2);

        assertThat(kept).containsExactly("x");
    }

    @Test
    void shouldKeepAnObjectWhenItsOnlyProxyIsInAnotherObject() {
        final Manager manager = managers.manager();
        final Collector collector = collector(manager);
        final ManagedMap<String, ManagedList<String>> map = manager.map();
        map.put("a", manager.list(List.of("x")));

        awaitObjects(manager, collector, 3);

        map.get("a").add("y");
        assertThat(map.get("a")).containsExactly("x", "y");
        map.remove("a");
        awaitObjects(manager, collector, 2);
    }

    @Test
    void shouldKeepAnObjectWhenItsOnlyProxyIsInAQueue() throws Exception {
        final Manager manager = managers.manager();
        final Collector collector = collector(manager);
        final SharedQueue<Object> queue = queue();
        queue.put(manager.list(List.of("in flight")));
        final SharedLong rounds = number();

        awaitObjects(manager, collector, 2);
        TestManagers.await(() -> {
            System.gc();
            collector.collect();
            return rounds.incrementAndGet() > 30;
        });

        assertThat(queue.take()).isEqualTo(List.of("in flight"));
        awaitObjects(manager, collector, 1);
    }

    @Test
    void shouldKeepAnObjectWhenItsMakerIsKilledAfterItPutTheProxyIntoAQueue() throws Exception {
        final Manager manager = managers.manager();
        final Collector collector = collector(manager);
        final SharedQueue<Object> queue = queue();
        final SharedLong put = number();
        try (ChildProcess child = managers.client().start(() -> {
            queue.put(manager.list(List.of("left")));
            put.set(1);
            new CountDownLatch(1).await();
        })) {
            TestManagers.await(() -> put.get() == 1);

            child.kill();
            child.join();
            TestManagers.await(() -> manager.stats().clients() == 1);
            awaitObjects(manager, collector, 2);

            assertThat(queue.take()).isEqualTo(List.of("left"));
        }
    }

    @Test
    void shouldForgetTheObjectsOfAClientWhenItIsKilled() throws Exception {
        final Manager manager = managers.manager();
        final Collector collector = collector(manager);
        final SharedLong made = number();
        final ManagedList<String> shared = manager.list();
        try (ChildProcess child = managers.client().start(() -> {
            final ManagedList<Object> one = manager.list();
            final ManagedMap<String, Object> another = manager.map();
            shared.add("mine");
            one.add(another);
            made.set(1);
            new CountDownLatch(1).await();
        })) {
            TestManagers.await(() -> made.get() == 1);
            final int before = manager.stats().objects();

            child.kill();
            child.join();

            assertThat(before).isEqualTo(4);
            awaitObjects(manager, collector, 2);
            assertThat(shared).containsExactly("mine");
        }
    }

    @Test
    void shouldForgetAnObjectWhenTheQueueWithItsProxyIsGone() throws Exception {
        final Manager manager = managers.manager();
        final Collector collector = collector(manager);
        final SharedQueue<Object> queue =
                SharedQueue.builder(Object.class).domain(managers.domain()).create();
        queue.put(manager.set());

        queue.close();

        awaitObjects(manager, collector, 1);
    }

    @Test
    void shouldBeEqualAndSharedWhenAProxyTakesManyWays() throws Exception {
        final Manager manager = managers.manager();
        final ManagedList<Object> list = manager.list();
        final SharedQueue<Object> queue = queue();
        final ManagedMap<String, Object> map = manager.map();
        map.put("list", list);

        queue.put(list);
        final Object throughQueue = queue.take();
        final Object throughMap = map.get("list");
        try (ChildProcess child = managers.client().start(() -> {
            final Object taken = queue.take();
            if (!taken.equals(list) || !map.get("list").equals(list)) {
                throw new IllegalStateException("Not the same.");
            }
            list.add("child");
            queue.put(manager);
        })) {
            queue.put(throughQueue);
            child.join();
            assertThat(child.failure()).isEmpty();
        }

        assertThat(throughQueue).isEqualTo(list);
        assertThat(throughMap).isEqualTo(list);
        assertThat(queue.take()).isEqualTo(manager);
        assertThat(list).containsExactly("child");
    }

    @Test
    void shouldMakeObjectsInTheServerWhenAFunctionRunsThere() {
        final Manager manager = managers.manager();
        final ManagedMap<String, ManagedList<Integer>> map = manager.map();

        map.computeIfAbsent("a", key -> Manager.current().list()).add(1);
        map.computeIfAbsent("a", key -> manager.list()).add(2);
        map.computeIfAbsent("b", key -> manager.list()).add(3);

        assertThat(map.get("a")).containsExactly(1, 2);
        assertThat(map.get("b")).containsExactly(3);
    }
}
