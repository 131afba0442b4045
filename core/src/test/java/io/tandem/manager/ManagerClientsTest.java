package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.process.ChildProcess;
import io.tandem.sync.SharedLatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many who call one server at once. */
@Timeout(240)
class ManagerClientsTest {
    private static final int CLIENTS = Integer.getInteger("tandem.test.clients", 12);
    private static final int ROUNDS = 200;

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    @Test
    void shouldCountEveryMergeWhenManyProcessesMerge() throws Exception {
        final Manager manager = managers.manager();
        final ManagedMap<String, Integer> counts = manager.map();
        final ManagedList<Integer> list = manager.list();
        final List<ChildProcess> children = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            final int own = client;
            children.add(managers.closed(managers.client().start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    counts.merge("all", 1, Integer::sum);
                    counts.merge("mine " + own, 1, Integer::sum);
                    list.add(own);
                }
            })));
        }

        for (final ChildProcess child : children) {
            child.join();
            assertThat(child.failure()).isEmpty();
        }

        assertThat(counts.get("all")).isEqualTo(CLIENTS * ROUNDS);
        assertThat(counts).hasSize(CLIENTS + 1);
        assertThat(list).hasSize(CLIENTS * ROUNDS);
        TestManagers.await(() -> manager.stats().clients() == 1);
    }

    @Test
    void shouldCountEveryChangeWhenManyThreadsUseOneProxy() throws Exception {
        final Manager manager = managers.manager();
        final ManagedValue<Integer> value = manager.value(0);
        final List<FutureTask<Void>> threads = IntStream.range(0, 32)
                .mapToObj(thread -> new FutureTask<Void>(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        value.updateAndGet(before -> before + 1);
                    }
                    return null;
                }))
                .toList();

        threads.forEach(thread -> new Thread(thread).start());
        for (final FutureTask<Void> thread : threads) {
            thread.get();
        }

        assertThat(value.get()).isEqualTo(32 * ROUNDS);
    }

    /** Waits in the server until somebody else has come. */
    interface Meeting {
        void meet() throws InterruptedException;
    }

    @Test
    void shouldServeOthersWhenAsManyCallsAsThereAreThreadsBlock() throws Exception {
        final Manager manager = managers.manager(Manager.builder().maxThreads(4));
        final SharedLatch latch =
                managers.closed(SharedLatch.builder(1).domain(managers.domain()).create());
        final Meeting meeting = manager.create(Meeting.class, () -> latch::await);
        final List<FutureTask<Void>> blocked = IntStream.range(0, 3)
                .mapToObj(thread -> new FutureTask<Void>(() -> {
                    meeting.meet();
                    return null;
                }))
                .toList();
        blocked.forEach(call -> new Thread(call).start());
        TestManagers.await(() -> manager.stats().running() == 4);

        final ManagedList<Integer> list = manager.list(List.of(1));
        final ManagerStats stats = manager.stats();
        latch.countDown();
        for (final FutureTask<Void> call : blocked) {
            call.get();
        }

        assertThat(list).containsExactly(1);
        assertThat(stats.threads()).isEqualTo(4);
    }

    @Test
    void shouldRefuseTheLastOneWhenActionsWaitForEachOtherInARing() throws Exception {
        final Manager manager = managers.manager();
        final ManagedMap<String, Integer> one = manager.map();
        final ManagedMap<String, Integer> two = manager.map();
        final SharedLatch both =
                managers.closed(SharedLatch.builder(2).domain(managers.domain()).create());
        final FutureTask<Integer> first =
                new FutureTask<>(() -> manager.<ManagedMap<String, Integer>, Integer>atomically(one, map -> {
                    both.countDown();
                    both.await();
                    return two.size();
                }));
        final FutureTask<Integer> second =
                new FutureTask<>(() -> manager.<ManagedMap<String, Integer>, Integer>atomically(two, map -> {
                    both.countDown();
                    both.await();
                    return one.size();
                }));
        new Thread(first).start();
        new Thread(second).start();

        int refused = 0;
        for (final FutureTask<Integer> each : List.of(first, second)) {
            try {
                assertThat(each.get()).isZero();
            } catch (final ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IllegalStateException.class).hasMessageContaining("never end");
                refused++;
            }
        }

        assertThat(refused).isEqualTo(1);
        assertThat(one).isEmpty();
    }

    @Test
    void shouldHideTheObjectFromOthersWhenAnActionIsAtomic() throws Exception {
        final Manager manager = managers.manager();
        final ManagedList<Integer> list = manager.list(List.of(0, 0));
        final List<FutureTask<Void>> movers = IntStream.range(0, 4)
                .mapToObj(thread -> new FutureTask<Void>(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        manager.atomically(list, both -> {
                            both.set(0, both.get(0) + 1);
                            return both.set(1, both.get(1) - 1);
                        });
                    }
                    return null;
                }))
                .toList();
        movers.forEach(mover -> new Thread(mover).start());

        for (int look = 0; look < ROUNDS; look++) {
            final List<Integer> seen = list.snapshot();
            assertThat(seen.get(0) + seen.get(1)).isZero();
        }
        for (final FutureTask<Void> mover : movers) {
            mover.get();
        }

        assertThat(list).containsExactly(4 * ROUNDS, -4 * ROUNDS);
    }

    @Test
    void shouldLookAgainWhenAnActionChangesInPlaceWhatAFunctionHereHasRead() {
        final Manager manager = managers.manager();
        final ManagedList<List<Integer>> list = manager.list(List.of(new ArrayList<>(List.of(1))));
        final AtomicInteger runs = new AtomicInteger();
        final UnaryOperator<List<Integer>> here = numbers -> { // can't travel
            if (runs.incrementAndGet() == 1) {
                manager.atomically(list, all -> all.get(0).add(2));
            }
            final List<Integer> more = new ArrayList<>(numbers);
            more.add(3);
            return more;
        };

        list.replaceAll(here);

        assertThat(list.get(0)).containsExactly(1, 2, 3);
        assertThat(runs).hasValue(2);
    }

    @Test
    void shouldRefuseWhenAnObjectCanNotBeUsedAtomically() {
        final Manager manager = managers.manager();
        final Runnable service = manager.create(Runnable.class, () -> () -> {});

        assertThatThrownBy(() -> manager.atomically(service, each -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("createGuarded");
        assertThatThrownBy(() -> manager.atomically(List.of(), each -> 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> manager.atomically(manager.list(), each -> {
                    throw new IOException("no disk");
                }))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no disk");
    }
}
