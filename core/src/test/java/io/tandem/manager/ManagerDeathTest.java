package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;
import io.tandem.sync.OwnerDiedException;
import io.tandem.sync.SharedLatch;
import io.tandem.sync.SharedLock;
import io.tandem.value.SharedLong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers and clients that are killed. */
@Timeout(120)
class ManagerDeathTest {
    private static final long LIMIT_SECONDS = 30;

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    /** Blocks in the server. */
    interface Pit {
        void fall() throws InterruptedException;

        void fallDeaf();

        int depth();
    }

    static final class PitInServer implements Pit {
        private volatile int depth;

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one caller alone
        public void fall() throws InterruptedException {
            depth++;
            try {
                new CountDownLatch(1).await();
            } finally {
                depth--;
            }
        }

        @Override
        public void fallDeaf() {
            depth++;
            final CountDownLatch never = new CountDownLatch(1);
            while (never.getCount() > 0) {
                LockSupport.park(never);
                Thread.interrupted();
            }
        }

        @Override
        public int depth() {
            return depth;
        }
    }

    private static String messageOf(final List<?> list) {
        try {
            return "It has " + list.size() + " elements.";
        } catch (final ManagerDiedException e) {
            return e.getMessage();
        }
    }

    private static void kill(final Manager manager) {
        ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly();
    }

    @Test
    void shouldThrowAtOnceInAllCallsWhenTheServerIsKilled() throws Exception {
        final Manager manager = managers.manager();
        final Pit pit = manager.create(Pit.class, PitInServer::new);
        final ManagedList<Integer> list = manager.list();
        final List<FutureTask<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            final FutureTask<Void> call = new FutureTask<>(() -> {
                pit.fallDeaf();
                return null;
            });
            calls.add(call);
            new Thread(call).start();
        }
        TestManagers.await(() -> pit.depth() == 8);

        kill(manager);

        for (final FutureTask<Void> call : calls) {
            assertThatThrownBy(() -> call.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(ManagerDiedException.class)
                    .hasMessageContaining(manager.name());
        }
        assertThatThrownBy(() -> list.add(1)).isInstanceOf(ManagerDiedException.class);
        assertThatThrownBy(manager::list).isInstanceOf(ManagerDiedException.class);
        TestManagers.await(() -> messageOf(list).contains("-9"));
    }

    @Test
    void shouldThrowInAnotherProcessWhenTheServerIsKilled() throws Exception {
        final Manager manager = managers.manager();
        final ManagedList<String> list = manager.list();
        final SharedLong begun =
                managers.closed(SharedLong.builder().domain(managers.domain()).create());
        final SharedQueue<String> told = managers.closed(
                SharedQueue.builder(String.class).domain(managers.domain()).create());
        try (ChildProcess child = managers.client().start(() -> {
            try {
                while (true) {
                    list.add("x");
                    begun.set(1);
                }
            } catch (final ManagerDiedException e) {
                told.put(e.getMessage());
            }
        })) {
            TestManagers.await(() -> begun.get() == 1);

            kill(manager);
            final String message = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(message).contains(manager.name());
            assertThat(child.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void shouldThrowWhenAManagerIsClosed() {
        final Manager manager = managers.manager();
        final ManagedMap<String, Integer> map = manager.map();
        map.put("a", 1);

        manager.close();
        manager.close();

        assertThat(manager.isAlive()).isFalse();
        assertThat(map.toString()).contains("map", "dead");
        assertThatThrownBy(() -> map.get("a"))
                .isInstanceOf(ManagerDiedException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void shouldEndTheCallsOfAClientWhenItIsKilled() throws Exception {
        final Manager manager = managers.manager();
        final Pit pit = manager.create(Pit.class, PitInServer::new);
        try (ChildProcess child = managers.client().start(pit::fall)) {
            TestManagers.await(() -> pit.depth() == 1);

            child.kill();

            TestManagers.await(() -> pit.depth() == 0);
            TestManagers.await(() -> manager.stats().clients() == 1);
            TestManagers.await(() -> manager.stats().running() == 1);
        }
    }

    @Test
    void shouldTellOfADeadOwnerWhenItHeldALockOfTheManager() throws Exception {
        final Manager manager = managers.manager();
        final SharedLock lock = managers.closed(manager.lock("stock"));
        final SharedLong held =
                managers.closed(SharedLong.builder().domain(managers.domain()).create());
        try (ChildProcess child = managers.client().start(() -> {
            manager.lock("stock").lock();
            held.set(1);
            new CountDownLatch(1).await();
        })) {
            TestManagers.await(() -> held.get() == 1);

            child.kill();
            child.join();

            assertThatThrownBy(lock::lock).isInstanceOf(OwnerDiedException.class);
            assertThat(lock.recover()).isPresent();
            lock.unlock();
        }
    }

    @Test
    void shouldGoOnWithALockOfTheManagerWhenTheServerIsKilled() throws Exception {
        final Manager manager = managers.manager();
        final SharedLock lock = managers.closed(manager.lock("stock"));
        final SharedQueue<String> queue = managers.closed(manager.queue("orders", String.class));
        lock.lock();

        kill(manager);
        TestManagers.await(() -> !manager.isAlive());
        queue.put("apples");

        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        assertThat(queue.take()).isEqualTo("apples");
    }

    @Test
    void shouldFinishAFunctionWhenTheClientThatSentItIsKilled() throws Exception {
        final Manager manager = managers.manager();
        final ManagedMap<String, Integer> map = manager.map();
        final SharedLong inside =
                managers.closed(SharedLong.builder().domain(managers.domain()).create());
        final SharedLatch gate =
                managers.closed(SharedLatch.builder(1).domain(managers.domain()).create());
        map.put("a", 1);
        try (ChildProcess child = managers.client()
                .start(() -> manager.atomically(map, all -> {
                    all.put("a", 2);
                    inside.set(1);
                    gate.await();
                    return all.put("b", 2);
                }))) {
            TestManagers.await(() -> inside.get() == 1);

            child.kill();
            child.join();
            TestManagers.await(() -> manager.stats().clients() == 1);
            gate.countDown();

            assertThat(map.snapshot()).isEqualTo(Map.of("a", 2, "b", 2));
        }
    }

    @Test
    void shouldEndTheServerWhenTheProcessThatStartedItIsKilled() throws Exception {
        final SharedQueue<Long> pids = managers.closed(
                SharedQueue.builder(Long.class).domain(managers.domain()).create());
        try (ChildProcess child = managers.client().start(() -> {
            final Manager manager = Manager.builder().name("orphan").start();
            pids.put(manager.pid());
            new CountDownLatch(1).await();
        })) {
            final long pid = pids.take();
            final Manager found = managers.closed(Manager.connect(managers.domain(), "orphan"));
            final ManagedList<String> list = found.list("names");

            child.kill();

            TestManagers.await(
                    () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            assertThatThrownBy(() -> list.add("x")).isInstanceOf(ManagerDiedException.class);
            assertThat(SharedLock.delete(managers.domain(), "orphan")).isTrue();
            assertThat(SharedQueue.delete(managers.domain(), "orphan.manager")).isTrue();
        }
    }
}
