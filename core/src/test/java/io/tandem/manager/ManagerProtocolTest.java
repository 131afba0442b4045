package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.CorruptMessageException;
import io.tandem.os.NativeLibrary;
import io.tandem.process.ChildProcess;
import io.tandem.sync.SharedLatch;
import io.tandem.value.SharedLong;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls and proxies that meet on the way. */
@Timeout(120)
class ManagerProtocolTest {
    private static final int ROUNDS = 200;
    private static final int TIMES = 3;
    private static final long LIMIT_SECONDS = 30;

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    /** Can be sent, and not received. */
    static final class Undecodable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(final ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("on purpose");
        }
    }

    /** Takes until a latch is open to be received. */
    @SuppressWarnings("serial") // shared objects travel
    static final class SlowToReceive implements Serializable {
        private static final long serialVersionUID = 1L;

        private final SharedLatch gate;
        private final SharedLong begun;

        SlowToReceive(final SharedLatch gate, final SharedLong begun) {
            this.gate = gate;
            this.begun = begun;
        }

        private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            begun.incrementAndGet();
            try {
                gate.await();
            } catch (final InterruptedException e) {
                throw new InvalidObjectException("interrupted");
            }
        }
    }

    /** Gives its own list away, and changes it. */
    interface Register {
        List<Integer> all();

        void change();
    }

    static final class RegisterInServer implements Register {
        private final List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, 20_000).boxed().toList());

        @Override
        public List<Integer> all() {
            return numbers;
        }

        @Override
        public void change() {
            numbers.remove(numbers.size() - 1);
            numbers.add(0, -1);
        }
    }

    interface Waiter {
        void rest() throws InterruptedException;
    }

    interface Collector {
        void collect();
    }

    private SharedLong number() {
        return managers.closed(SharedLong.builder().domain(managers.domain()).create());
    }

    private SharedLatch latch() {
        return managers.closed(SharedLatch.builder(1).domain(managers.domain()).create());
    }

    private static FutureTask<Void> start(final ThrowingAction action) {
        final FutureTask<Void> task = new FutureTask<>(() -> {
            action.run();
            return null;
        });
        new Thread(task).start();
        return task;
    }

    private interface ThrowingAction {
        void run() throws Exception;
    }

    @Test
    void shouldReadOneStateWhenOthersChangeItInPlace() throws Exception {
        final Manager manager = managers.manager();
        final Register register = manager.createGuarded(Register.class, RegisterInServer::new);
        final ManagedMap<String, TreeMap<Integer, Integer>> map = manager.map();
        map.put("all", new TreeMap<>());
        final FutureTask<Void> changes = start(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                final int key = round;
                register.change();
                map.computeIfPresent("all", (name, numbers) -> {
                    for (int i = 0; i < 100; i++) {
                        numbers.put(key * 100 + i, i);
                    }
                    return numbers;
                });
            }
        });

        int looks = 0;
        while (!changes.isDone() || looks == 0) {
            assertThat(register.all()).hasSize(20_000);
            assertThat(((java.util.Map<?, ?>) map.snapshot().get("all")).size() % 100)
                    .isZero();
            looks++;
        }

        changes.get();
    }

    @Test
    void shouldGoOnWhenAMessageWithAProxyCanNotBeDecoded() throws Exception {
        final Manager manager = managers.manager();
        final ManagedList<Integer> list = manager.list();
        final SharedQueue<Object> queue = managers.closed(
                SharedQueue.builder(Object.class).domain(managers.domain()).create());
        queue.put(new ArrayList<>(List.of(list, new Undecodable())));
        queue.put(list);
        queue.put(list);

        try (ChildProcess child = managers.client().start(() -> {
            awaitNativeLibrary();
            try {
                queue.take();
                throw new IllegalStateException("It was decoded.");
            } catch (final CorruptMessageException e) {
                for (int time = 0; time < 2; time++) {
                    final Object taken = queue.take();
                    for (int call = 0; call < 10; call++) {
                        add(taken);
                    }
                }
            }
        })) {
            assertThat(child.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();
            assertThat(child.failure()).isEmpty();
        }

        assertThat(list).hasSize(20);
    }

    /** Only then memory is given back at once when something is closed. */
    private static void awaitNativeLibrary() throws InterruptedException {
        try (SharedLatch never = SharedLatch.create(1)) {
            while (!NativeLibrary.isReady()) {
                never.await(10, TimeUnit.MILLISECONDS);
            }
        }
    }

    @SuppressWarnings("unchecked") // as it was put in
    private static void add(final Object list) {
        ((List<Integer>) list).add(1);
    }

    @Test
    void shouldForgetAnObjectWhenItsProxyHasArrivedSeveralTimes() throws Exception {
        final Manager manager = managers.manager();
        final Collector collector = manager.create("collector", Collector.class, () -> System::gc);
        final SharedQueue<Object> queue = managers.closed(
                SharedQueue.builder(Object.class).domain(managers.domain()).create());
        final SharedLong taken = number();
        final SharedLatch end = latch();
        putOften(manager.list(), queue);

        try (ChildProcess child = managers.client().start(() -> {
            awaitNativeLibrary();
            for (int time = 0; time < TIMES; time++) {
                queue.take();
            }
            taken.set(1);
            while (!end.await(10, TimeUnit.MILLISECONDS)) {
                System.gc();
            }
        })) {
            TestManagers.await(() -> {
                System.gc();
                collector.collect();
                return taken.get() == 1 && manager.stats().objects() == 1;
            });

            end.countDown();
            child.join();
        }

        assertThat(queue).hasSize(0);
    }

    private static void putOften(final Object proxy, final SharedQueue<Object> queue) throws InterruptedException {
        for (int time = 0; time < TIMES; time++) {
            queue.put(proxy);
        }
    }

    @Test
    void shouldPassInterruptsOnAndEndAtOnceWhenAllThreadsAreInCalls() throws Exception {
        final Manager manager = managers.manager(Manager.builder().maxThreads(2));
        final SharedLatch gate = latch();
        final SharedLong resting = number();
        final Waiter waiter = manager.create(Waiter.class, () -> () -> {
            resting.incrementAndGet();
            gate.await();
        });
        final List<FutureTask<Void>> calls = new ArrayList<>();
        final List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            final FutureTask<Void> call = new FutureTask<>(() -> {
                waiter.rest();
                return null;
            });
            calls.add(call);
            callers.add(new Thread(call));
        }
        callers.forEach(Thread::start);
        TestManagers.await(() -> resting.get() == 2);

        callers.forEach(Thread::interrupt);

        for (final FutureTask<Void> call : calls) {
            assertThatThrownBy(() -> call.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InterruptedException.class);
        }
        assertThat(manager.list()).isEmpty();
    }

    @Test
    void shouldServeOthersWhenAnArgumentIsSlowToReceive() throws Exception {
        final Manager manager = managers.manager();
        final ManagedList<Object> list = manager.list();
        final SharedLatch gate = latch();
        final SharedLong begun = number();
        final SlowToReceive slow = new SlowToReceive(gate, begun);
        final FutureTask<Void> call = start(() -> manager.atomically(list, each -> slow.begun.get()));
        TestManagers.await(() -> begun.get() == 1);

        final int size = list.size();
        gate.countDown();
        call.get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(size).isZero();
    }

    @Test
    void shouldServeAllWhenMoreThreadsCallThanThereAreLines() throws Exception {
        final Manager manager = managers.manager();
        final ManagedValue<Integer> value = manager.value(0);
        final List<FutureTask<Void>> callers = IntStream.range(0, 600)
                .mapToObj(thread -> start(() -> {
                    for (int round = 0; round < 10; round++) {
                        value.updateAndGet(before -> before + 1);
                    }
                }))
                .toList();

        for (final FutureTask<Void> caller : callers) {
            caller.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(value.get()).isEqualTo(6000);
    }

    @Test
    void shouldRefuseTheLastOneWhenFactoriesWaitForEachOther() throws Exception {
        final Manager manager = managers.manager();
        final SharedLatch both =
                managers.closed(SharedLatch.builder(2).domain(managers.domain()).create());
        final FutureTask<Void> first = start(() -> manager.create("a", Runnable.class, () -> {
            both.countDown();
            both.await();
            Manager.current().create("b", Runnable.class, () -> () -> {});
            return () -> {};
        }));
        final FutureTask<Void> second = start(() -> manager.create("b", Runnable.class, () -> {
            both.countDown();
            both.await();
            Manager.current().create("a", Runnable.class, () -> () -> {});
            return () -> {};
        }));

        int refused = 0;
        for (final FutureTask<Void> each : List.of(first, second)) {
            try {
                each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (final ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
                refused++;
            }
        }

        assertThat(refused).isEqualTo(1);
    }

    @Test
    void shouldTravelWhenArgumentsAndResultsAreLarge() {
        final Manager manager = managers.manager();
        final ManagedList<Object> list = manager.list();
        final byte[] large = new byte[5 << 20];
        large[large.length - 1] = 7;

        list.add(large);
        list.addAll(IntStream.range(0, 100_000).boxed().toList());

        assertThat((byte[]) list.get(0)).isEqualTo(large);
        assertThat(list.snapshot()).hasSize(100_001);
        assertThat(list.get(100_000)).isEqualTo(99_999);
    }

    @Test
    void shouldFindItselfWhenAServerConnectsToItsOwnName() {
        final Manager manager = managers.manager(Manager.builder().name("own"));
        final ManagedList<Integer> list = manager.list("numbers");

        final int clients = manager.atomically(list, each -> {
            Manager.connect("own").<Integer>list("numbers").add(1);
            return Manager.connect("own").stats().clients();
        });

        assertThat(clients).isEqualTo(1);
        assertThat(list).containsExactly(1);
    }
}
