package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;
import io.tandem.testing.CrashingJvm;
import io.tandem.value.SharedLong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients and servers that are killed before each of their stores to shared memory and each of their system calls, one after the other. */
@Timeout(240)
class ManagerCrashPointTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    /** One in so many is tried. */
    private static final int STEPS_IN = LONG ? 1 : 37;

    private static final int SERVER_STEPS_IN = LONG ? 1 : 13;

    private static final long MOST_STEPS = 5_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    /** Collects garbage in the server, or has it die. */
    interface Bomb {
        void collect();

        void dieIn(long steps);
    }

    static final class BombInServer implements Bomb {
        @Override
        public void collect() {
            System.gc();
        }

        @Override
        public void dieIn(final long steps) {
            CrashingJvm.dieAnywhereIn(steps);
        }
    }

    /** What a client does: all ways of a proxy among it. */
    private static void work(
            final Manager manager, final ManagedMap<String, Object> map, final SharedQueue<Object> queue)
            throws InterruptedException {
        final ManagedList<Object> list = manager.list();
        list.add("x".repeat(100_000));
        map.put("list", list);
        map.merge("count", 1, (before, more) -> (Integer) before + (Integer) more);
        queue.put(list);
        queue.put(manager.map());
        ((ManagedList<?>) map.get("list")).clear();
        map.remove("list");
        manager.remove("none");
    }

    @Test
    void shouldLeaveNothingWhenAClientDiesAtAnyStep() throws Exception {
        final long seed = System.nanoTime();
        final Manager manager = managers.manager();
        final Bomb bomb = manager.create("bomb", Bomb.class, BombInServer::new);
        final ManagedMap<String, Object> map = manager.map();
        final SharedLong finished =
                managers.closed(SharedLong.builder().domain(managers.domain()).create());
        long step = 1 + new Random(seed).nextInt(STEPS_IN);
        int died = 0;

        while (finished.get() == 0) {
            final String description = "step " + step + ", seed " + seed;
            final long own = step;
            map.put("count", 0);
            try (SharedQueue<Object> queue = SharedQueue.builder(Object.class)
                            .domain(managers.domain())
                            .create();
                    ChildProcess child = managers.client()
                            .jvmOptions(CrashingJvm.OPTION)
                            .start(() -> {
                                CrashingJvm.dieIn(own);
                                work(manager, map, queue);
                                CrashingJvm.dieIn(Long.MAX_VALUE / 2);
                                finished.set(1);
                            })) {
                assertThat(child.join(LIMIT)).as(description).isTrue();
                assertThat(child.exitCode()).as(description).isIn(0, -9);
                died += child.exitCode() == 0 ? 0 : 1;
                assertThat(map.get("count")).as(description).isIn(0, 1);
                queue.clear();
            }
            TestManagers.await(() -> manager.stats().clients() == 1);
            TestManagers.await(() -> {
                map.remove("list"); // what it has asked for may be done after its death
                System.gc();
                bomb.collect();
                return manager.stats().objects() == 2;
            });
            assertThat(step).as(description).isLessThan(MOST_STEPS);
            step += STEPS_IN;
        }

        assertThat(died).as("deaths, seed %d", seed).isGreaterThan(3);
    }

    @Test
    void shouldTellClientsWhenTheServerDiesAtAnyStep() throws Exception {
        final long seed = System.nanoTime();
        long step = 1 + new Random(seed).nextInt(SERVER_STEPS_IN);
        final List<Long> steps = new ArrayList<>();
        boolean died = true;

        while (died) {
            steps.add(step);
            final long own = step;
            final Manager manager = managers.manager(Manager.builder().jvmOptions(CrashingJvm.OPTION));
            try (SharedQueue<Object> queue =
                    SharedQueue.builder(Object.class).domain(managers.domain()).create()) {
                final Bomb bomb = manager.create(Bomb.class, BombInServer::new);
                final ManagedMap<String, Object> map = manager.map();
                try {
                    bomb.dieIn(own);
                    work(manager, map, queue);
                    bomb.dieIn(Long.MAX_VALUE / 2);
                    died = false;
                } catch (final ManagerDiedException e) {
                    assertThatThrownBy(map::size)
                            .as("step %d, seed %d", own, seed)
                            .isInstanceOf(ManagerDiedException.class);
                }
                queue.clear();
            }
            manager.close();
            assertThat(step).as("seed %d", seed).isLessThan(MOST_STEPS);
            step += SERVER_STEPS_IN;
        }

        assertThat(steps).as("seed %d", seed).hasSizeGreaterThan(2);
    }
}
