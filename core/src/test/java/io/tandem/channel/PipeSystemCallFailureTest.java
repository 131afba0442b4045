package io.tandem.channel;

import static io.tandem.testing.FailingOperatingSystem.failEachCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.testing.FailingOperatingSystem;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.WaitSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Lets every single call to the operating system fail, one at a time, in whatever is done with pipes. Afterwards a second try
 * works, and nothing is left: an object with a hold too many would keep its file, which is looked for.
 */
@SuppressWarnings("try") // closed without use
class PipeSystemCallFailureTest {
    private static final String NAME = "failing";
    private static final Duration LONG_ENOUGH_TO_SLEEP = Duration.ofMillis(5);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @BeforeEach
    void load() {
        NativeLibrary.require(); // or nobody would sleep in a futex
    }

    private SharedPipe.Builder<Object, Object> unnamed() {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .waitPolicy(WaitPolicy.SLEEP);
    }

    private SharedPipe.Builder<Object, Object> named() {
        return unnamed().name(NAME);
    }

    private void delete() {
        SharedPipe.delete(domain.get(), NAME);
    }

    private static void use(final SharedPipe<Object, Object> pipe) throws InterruptedException {
        try (var first = pipe.first();
                var second = pipe.second()) {
            use(first, second);
        }
    }

    private static void use(final Connection<Object, Object> one, final Connection<Object, Object> other)
            throws InterruptedException {
        one.send("there");
        assertThat(other.receive()).isEqualTo("there");
        other.send("and back");
        assertThat(one.receive()).isEqualTo("and back");
    }

    private void assertNothingLeft() throws Exception {
        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    private static <T extends AutoCloseable> void closeIfThere(final AtomicReference<T> thing) throws Exception {
        final T taken = thing.getAndSet(null);
        if (taken != null) {
            taken.close();
        }
    }

    @Test
    void shouldLeaveNothingWhenAnyCallOfCreatingFails() throws Exception {
        final AtomicReference<SharedPipe<Object, Object>> created = new AtomicReference<>();

        final int calls = failEachCall(() -> {}, () -> created.set(named().create()), failure -> {
            closeIfThere(created);
            delete();
            assertNothingLeft();
            try (var again = named().create()) {
                use(again);
            }
            delete();
        });

        assertThat(calls).isGreaterThan(5);
        assertNothingLeft();
    }

    @Test
    void shouldHarmNobodyWhenAnyCallOfOpeningFails() throws Exception {
        final AtomicReference<SharedPipe<Object, Object>> opened = new AtomicReference<>();
        try (var pipe = named().create()) {
            final List<String> before = domain.leftovers();

            final FailingOperatingSystem.Check check = failure -> {
                closeIfThere(opened);
                assertThat(domain.leftovers()).isEqualTo(before);
                try (var again = named().open();
                        var first = pipe.first();
                        var second = again.second()) {
                    use(first, second);
                }
            };
            assertThat(failEachCall(() -> {}, () -> opened.set(named().open()), check))
                    .isGreaterThan(3);
            assertThat(failEachCall(() -> {}, () -> opened.set(named().openOrCreate()), check))
                    .isGreaterThan(3);
        }
        delete();
        assertNothingLeft();
    }

    @Test
    void shouldTakeTheEndAtLastWhenAnyCallOfAttachingFails() throws Exception {
        final AtomicReference<Connection<Object, Object>> attached = new AtomicReference<>();
        final AtomicReference<Connection<Object, Object>> deadOnes = new AtomicReference<>();
        try (var pipe = named().create();
                var first = pipe.first()) {
            final int calls = failEachCall(
                    () -> {
                        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
                        try (var theirs = named().domain(victim.domain()).open()) {
                            deadOnes.set(theirs.second());
                        }
                        deadOnes.get().raw().tryClaim(100);
                        victim.kill();
                    },
                    () -> attached.set(pipe.second()),
                    failure -> {
                        assertThat(attached.get() == null).isEqualTo(failure != null);
                        try (var second = pipe.second()) {
                            use(first, second);
                        }
                        attached.set(null);
                        closeIfThere(deadOnes);
                    });

            assertThat(calls).isPositive();
        }
        delete();
        assertNothingLeft();
    }

    /** A sender at a full ring, or a receiver at an empty one, whose peer is another process. */
    private final class Facing implements AutoCloseable {
        final SharedPipe<Object, Object> pipe = named().create();
        final Connection<Object, Object> first = pipe.first();
        final TestDomain.OtherProcess peer = domain.otherProcess("peer");
        final SharedPipe<Object, Object> theirs = named().domain(peer.domain()).open();
        final Connection<Object, Object> second = theirs.second();

        @Override
        public void close() {
            first.close();
            second.close();
            theirs.close();
            pipe.close();
            peer.kill();
            delete();
        }
    }

    private static void drain(final Connection<Object, Object> connection, final int expected) {
        int drained = 0;
        while (connection.tryReceive() != null) {
            drained++;
        }
        assertThat(drained).isEqualTo(expected);
    }

    @Test
    void shouldSendNothingAndGoOnWhenAnyCallOfASleepingSenderFails() throws Exception {
        try (Facing facing = new Facing()) {
            final int[] filled = new int[1];

            final int calls = failEachCall(
                    () -> {
                        filled[0] = 0;
                        while (facing.first.trySend(new byte[400])) {
                            filled[0]++;
                        }
                    },
                    () -> assertThat(facing.first.send(new byte[400], LONG_ENOUGH_TO_SLEEP))
                            .isFalse(),
                    failure -> {
                        drain(facing.second, filled[0]);
                        use(facing.first, facing.second);
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }

    @Test
    void shouldGoOnWhenAnyCallOfASleepingReceiverFails() throws Exception {
        try (Facing facing = new Facing()) {
            final FailingOperatingSystem.Check check = failure -> use(facing.first, facing.second);

            assertThat(failEachCall(
                            () -> {},
                            () -> assertThat(facing.first.receive(LONG_ENOUGH_TO_SLEEP))
                                    .isNull(),
                            check))
                    .isPositive();
            assertThat(failEachCall(
                            () -> {},
                            () -> assertThat(WaitSet.of(facing.first).await(LONG_ENOUGH_TO_SLEEP))
                                    .isEmpty(),
                            check))
                    .isPositive();
        }
        assertNothingLeft();
    }

    /** A failed wake is no failed send: the sleeper looks again by itself. A failed look at the peer is one. */
    @Test
    void shouldDeliverWhenAnyCallOfWakingFails() throws Exception {
        try (Facing facing = new Facing();
                RecordingSystem system = RecordingSystem.install()) {
            final AtomicReference<CompletableFuture<Object>> received = new AtomicReference<>();

            final int calls = failEachCall(
                    () -> received.set(asleep(facing.second, system)), () -> facing.first.send("wake up"), failure -> {
                        if (failure != null) {
                            facing.first.send("wake up");
                        }
                        assertThat(received.get().get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS))
                                .isEqualTo("wake up");
                        assertThat(facing.second.tryReceive()).isNull();
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }

    private static CompletableFuture<Object> asleep(
            final Connection<Object, Object> connection, final RecordingSystem system) {
        final int before = system.calls("futexWait");
        final CompletableFuture<Object> received = CompletableFuture.supplyAsync(() -> {
            try {
                return connection.receive();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> system.calls("futexWait") > before);
        return received;
    }

    @Test
    void shouldHaveTheEndInOnePlaceWhenAnyCallOfHandingItOverFails() throws Exception {
        try (Facing road = new Facing();
                var cargo = unnamed().create();
                var first = cargo.first();
                RecordingSystem system = RecordingSystem.install()) {
            final AtomicReference<Connection<Object, Object>> end = new AtomicReference<>();
            final AtomicReference<CompletableFuture<Object>> waiting = new AtomicReference<>();

            final int calls = failEachCall(
                    () -> {
                        end.set(cargo.second());
                        waiting.set(asleep(road.second, system));
                    },
                    () -> road.first.send(end.get()),
                    failure -> {
                        if (failure != null) {
                            use(first, end.get());
                            road.first.send(end.get());
                        }
                        try (Connection<Object, Object> arrived =
                                connection(waiting.get().get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS))) {
                            use(first, arrived);
                        }
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }

    @SuppressWarnings("unchecked") // what was sent
    private static Connection<Object, Object> connection(final Object message) {
        return (Connection<Object, Object>) message;
    }

    @Test
    @SuppressWarnings("unchecked") // what was sent
    void shouldStillFindTheMessageWhenAnyCallOfTakingOverAnEndOrAPipeFails() throws Exception {
        try (Facing road = new Facing();
                var cargo = unnamed().create();
                var first = cargo.first()) {
            final List<String> before = domain.leftovers();
            final AtomicReference<Object> arrived = new AtomicReference<>();

            final int ends = failEachCall(
                    () -> {
                        arrived.set(null);
                        road.first.send(cargo.second());
                    },
                    () -> arrived.set(road.second.tryReceive()),
                    failure -> {
                        assertThat(arrived.get() == null).isEqualTo(failure != null);
                        try (var end = connection(failure == null ? arrived.get() : road.second.tryReceive())) {
                            use(first, end);
                        }
                    });
            final int pipes = failEachCall(
                    () -> {
                        arrived.set(null);
                        road.first.send(cargo);
                    },
                    () -> arrived.set(road.second.tryReceive()),
                    failure -> {
                        try (var pipe = (SharedPipe<Object, Object>)
                                        (failure == null ? arrived.get() : road.second.tryReceive());
                                var second = pipe.second()) {
                            use(first, second);
                        }
                    });

            assertThat(List.of(ends, pipes))
                    .allSatisfy(calls -> assertThat(calls).isGreaterThan(3));
            assertThat(domain.leftovers()).isEqualTo(before);
        }
        assertNothingLeft();
    }

    @Test
    void shouldBeClosedWhenAnyCallOfClosingFails() throws Exception {
        final List<AutoCloseable> open = new ArrayList<>();
        final AtomicReference<SharedPipe<Object, Object>> pipe = new AtomicReference<>();

        final int calls = failEachCall(
                () -> {
                    pipe.set(unnamed().create());
                    open.addAll(List.of(pipe.get().first(), pipe.get().second(), pipe.get()));
                },
                () -> {
                    // Each is tried, whatever becomes of the one before.
                    TandemException refusal = null;
                    while (!open.isEmpty()) {
                        try {
                            open.remove(0).close();
                        } catch (final TandemException e) {
                            refusal = e;
                        }
                    }
                    if (refusal != null) {
                        throw refusal;
                    }
                },
                failure -> {
                    assertThat(pipe.get().isClosed()).isTrue();
                    assertNothingLeft();
                });

        assertThat(calls).isPositive();
    }

    @Test
    void shouldDeleteAtLastWhenAnyCallOfDeletingFails() throws Exception {
        final int calls = failEachCall(() -> named().openOrCreate().close(), this::delete, failure -> {
            delete();
            assertNothingLeft();
        });

        assertThat(calls).isGreaterThan(3);
    }
}
