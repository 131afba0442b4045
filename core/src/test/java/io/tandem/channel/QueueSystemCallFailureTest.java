package io.tandem.channel;

import static io.tandem.testing.FailingOperatingSystem.failEachCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Lets every single call to the operating system fail, one at a time, in whatever is done with queues. Afterwards a second try
 * works, no item is gone or there twice, and nothing is left.
 */
@SuppressWarnings("try") // closed without use
class QueueSystemCallFailureTest {
    private static final String NAME = "failing";
    private static final long LIMIT_SECONDS = 60;
    private static final byte[] LARGE = new byte[2_000];

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

    private SharedQueue.Builder<Object> unnamed() {
        return SharedQueue.builder(Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .capacityItems(2)
                .waitPolicy(WaitPolicy.SLEEP);
    }

    private SharedQueue.Builder<Object> named() {
        return unnamed().name(NAME);
    }

    private void delete() {
        SharedQueue.delete(domain.get(), NAME);
    }

    private static void use(final SharedQueue<Object> queue) throws InterruptedException {
        queue.put("there");
        queue.put(LARGE);
        assertThat(queue.take()).isEqualTo("there");
        assertThat(queue.take()).isEqualTo(LARGE);
        assertThat(queue.isEmpty()).isTrue();
    }

    private void assertNothingLeft() throws Exception {
        domain.get().sweep();
        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldLeaveNothingWhenAnyCallOfCreatingFails() throws Exception {
        final int calls = failEachCall(() -> {}, () -> unnamed().create().close(), failure -> {
            try (var queue = unnamed().create()) {
                use(queue);
            }
            assertNothingLeft();
        });

        assertThat(calls).isGreaterThan(5);
    }

    @Test
    void shouldOpenAtLastWhenAnyCallOfOpeningFails() throws Exception {
        final int calls = failEachCall(
                () -> named().openOrCreate().close(), () -> named().open().close(), failure -> {
                    try (var queue = named().open()) {
                        use(queue);
                    }
                    delete();
                    assertNothingLeft();
                });
        final int made = failEachCall(() -> {}, () -> named().openOrCreate().close(), failure -> {
            try (var queue = named().openOrCreate()) {
                use(queue);
            }
            delete();
            assertNothingLeft();
        });

        assertThat(calls).isGreaterThan(3);
        assertThat(made).isGreaterThan(5);
    }

    /** Another process at the same queue. */
    private final class Facing implements AutoCloseable {
        final SharedQueue<Object> queue = named().create();
        final TestDomain.OtherProcess peer = domain.otherProcess("peer");
        final SharedQueue<Object> theirs = named().domain(peer.domain()).open();

        @Override
        public void close() {
            theirs.close();
            queue.close();
            peer.kill();
            delete();
        }
    }

    @Test
    void shouldPutNothingAndGoOnWhenAnyCallOfASleepingProducerFails() throws Exception {
        try (Facing facing = new Facing()) {
            final int calls = failEachCall(
                    () -> {
                        facing.theirs.put(1);
                        facing.theirs.put(2);
                    },
                    () -> assertThat(facing.queue.offer(3, 5, TimeUnit.MILLISECONDS))
                            .isFalse(),
                    failure -> {
                        assertThat(facing.theirs.take()).isEqualTo(1);
                        assertThat(facing.theirs.take()).isEqualTo(2);
                        use(facing.queue);
                    });

            assertThat(calls).isPositive();
            assertThat(facing.queue.stats().waitingProducers()).isZero();
        }
        assertNothingLeft();
    }

    @Test
    void shouldGoOnWhenAnyCallOfASleepingConsumerFails() throws Exception {
        try (Facing facing = new Facing()) {
            final int calls = failEachCall(
                    () -> {},
                    () -> assertThat(facing.queue.poll(5, TimeUnit.MILLISECONDS))
                            .isNull(),
                    failure -> use(facing.queue));

            assertThat(calls).isPositive();
            assertThat(facing.queue.stats().waitingConsumers()).isZero();
        }
        assertNothingLeft();
    }

    @Test
    void shouldGoOnWhenAnyCallOfJoiningFails() throws Exception {
        try (Facing facing = new Facing()) {
            facing.theirs.put(1);
            facing.theirs.take();

            final int calls = failEachCall(
                    () -> {},
                    () -> assertThat(facing.queue.join(5, TimeUnit.MILLISECONDS))
                            .isFalse(),
                    failure -> assertThat(facing.queue.isEmpty()).isTrue());
            facing.theirs.taskDone();

            assertThat(calls).isPositive();
            assertThat(facing.queue.join(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertNothingLeft();
    }

    /** A failed wake is no failed put: the sleeper looks again by itself. */
    @Test
    void shouldDeliverWhenAnyCallOfWakingFails() throws Exception {
        try (Facing facing = new Facing();
                RecordingSystem system = RecordingSystem.install()) {
            final AtomicReference<CompletableFuture<Object>> taken = new AtomicReference<>();

            final int calls = failEachCall(
                    () -> taken.set(asleep(facing.theirs, system)), () -> facing.queue.put("wake up"), failure -> {
                        assertThat(failure).isNull();
                        assertThat(taken.get().get(LIMIT_SECONDS, TimeUnit.SECONDS))
                                .isEqualTo("wake up");
                        assertThat(facing.queue.poll()).isNull();
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }

    private static CompletableFuture<Object> asleep(final SharedQueue<Object> queue, final RecordingSystem system) {
        final int before = system.calls("futexWait");
        final CompletableFuture<Object> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> system.calls("futexWait") > before);
        return taken;
    }

    /** A queue after the other: only the first large item through one needs system calls. */
    private final class Renewed implements AutoCloseable {
        private Facing facing = new Facing();

        void renew() {
            facing.close();
            facing = new Facing();
        }

        SharedQueue<Object> queue() {
            return facing.queue;
        }

        SharedQueue<Object> theirs() {
            return facing.theirs;
        }

        @Override
        public void close() {
            facing.close();
        }
    }

    /** What the call says is what happened: nothing is there of a put that failed, nor missing of a take. */
    @Test
    void shouldPutAllOrNothingWhenAnyCallOfPuttingALargeItemFails() throws Exception {
        try (Renewed facing = new Renewed()) {
            final int made = failEachCall(facing::renew, () -> facing.queue().put(LARGE), failure -> {
                assertThat(facing.theirs().size()).isEqualTo(failure == null ? 1 : 0);
                assertThat(facing.theirs().poll()).isEqualTo(failure == null ? LARGE : null);
                use(facing.queue());
            });
            failEachCall(() -> {}, () -> facing.queue().put(LARGE), failure -> {
                assertThat(facing.theirs().size()).isEqualTo(failure == null ? 1 : 0);
                assertThat(facing.theirs().poll()).isEqualTo(failure == null ? LARGE : null);
            });

            assertThat(made).isGreaterThan(2);
        }
        assertNothingLeft();
    }

    @Test
    void shouldPutAllOrNothingWhenAnyCallOfPublishingALargeItemFails() throws Exception {
        try (Facing facing = new Facing()) {
            final int calls = failEachCall(
                    () -> {},
                    () -> {
                        try (RawQueue raw = facing.queue.raw()) {
                            raw.claim(LARGE.length).putBytes(0, LARGE);
                            assertThat(raw.publish()).isEqualTo(1);
                        }
                    },
                    failure -> {
                        assertThat(facing.theirs.size()).isEqualTo(failure == null ? 1 : 0);
                        assertThat(facing.theirs.poll()).isEqualTo(failure == null ? LARGE : null);
                        use(facing.queue);
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }

    @Test
    void shouldDropAtLastWhenAnyCallOfClearingFails() throws Exception {
        try (Facing facing = new Facing()) {
            final int calls = failEachCall(
                    () -> {
                        facing.theirs.put(LARGE);
                        facing.theirs.put(LARGE);
                    },
                    () -> facing.queue.clear(),
                    failure -> {
                        facing.queue.clear();
                        assertThat(facing.theirs.isEmpty()).isTrue();
                        assertThat(facing.theirs.join(LIMIT_SECONDS, TimeUnit.SECONDS))
                                .isTrue();
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }

    @Test
    void shouldStillFindALargeItemWhenAnyCallOfTakingItFails() throws Exception {
        try (Renewed facing = new Renewed()) {
            final AtomicReference<Object> taken = new AtomicReference<>();

            final int calls = failEachCall(
                    () -> {
                        facing.renew();
                        taken.set(null);
                        facing.theirs().put(LARGE);
                    },
                    () -> taken.set(facing.queue().poll()),
                    failure -> {
                        assertThat(taken.get() == null).isEqualTo(failure != null);
                        assertThat(
                                        failure == null
                                                ? taken.get()
                                                : facing.queue().poll())
                                .isEqualTo(LARGE);
                        assertThat(facing.queue().isEmpty()).isTrue();
                    });
            final int viewed = failEachCall(
                    () -> {
                        facing.renew();
                        facing.theirs().put(LARGE);
                    },
                    () -> {
                        try (RawQueue raw = facing.queue().raw();
                                MessageView view = Objects.requireNonNull(raw.poll())) {
                            taken.set(view.buffer().capacity());
                        }
                    },
                    failure -> {
                        while (facing.queue().poll() != null) {
                            assertThat(failure).isNotNull();
                        }
                    });

            assertThat(calls).isPositive();
            assertThat(viewed).isPositive();
        }
        assertNothingLeft();
    }

    @Test
    void shouldBeClosedWhenAnyCallOfClosingFails() throws Exception {
        final AtomicReference<SharedQueue<Object>> queue = new AtomicReference<>();

        final int calls = failEachCall(
                () -> {
                    queue.set(unnamed().create());
                    use(queue.get());
                    queue.get().put(LARGE);
                },
                () -> queue.get().close(),
                failure -> {
                    assertThat(queue.get().isClosed()).isTrue();
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

    @Test
    void shouldMendAtLastWhenAnyCallOfMendingFails() throws Exception {
        try (Facing facing = new Facing()) {
            final int calls = failEachCall(
                    () -> {
                        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
                        final SharedQueue<Object> theirs =
                                named().domain(victim.domain()).open();
                        facing.queue.put(LARGE);
                        theirs.take();
                        victim.kill();
                    },
                    () -> {
                        try {
                            assertThat(facing.queue.join(5, TimeUnit.MILLISECONDS))
                                    .isTrue();
                        } catch (final LostItemsException e) {
                            assertThat(e.count()).isEqualTo(1);
                        }
                    },
                    failure -> {
                        assertThat(failure == null || failure.getCause() != null || failure instanceof TandemException)
                                .isTrue();
                        try {
                            facing.queue.join(LIMIT_SECONDS, TimeUnit.SECONDS);
                        } catch (final LostItemsException e) {
                            assertThat(failure).isNotNull();
                        }
                    });

            assertThat(calls).isPositive();
        }
        assertNothingLeft();
    }
}
