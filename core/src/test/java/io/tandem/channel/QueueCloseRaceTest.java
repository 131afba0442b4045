package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.testing.TestDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing, shutting down and deleting under threads that are inside: all end, nothing crashes, and others go on. */
@SuppressWarnings("try") // closed without use
class QueueCloseRaceTest {
    private static final int ROUNDS = Boolean.getBoolean("tandem.long") ? 2_000 : 60;
    private static final int USERS = 3;
    private static final String NAME = "raced";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private interface Call {
        void run() throws Exception;
    }

    @Test
    void shouldEndEverybodyAndLeaveOthersAloneWhenClosedUnderItsUsers() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final AtomicReference<Throwable> unexpected = new AtomicReference<>();
        final Domain otherDomain = domain.otherProcess("other").domain();

        for (int round = 0; round < ROUNDS; round++) {
            final SharedQueue<Object> queue = builder(domain.get()).create();
            final SharedQueue<Object> other = builder(otherDomain).open();
            final List<Call> calls = List.of(
                    () -> queue.put("text"),
                    () -> queue.put(new byte[1_000]),
                    queue::take,
                    () -> queue.forEachUntilClosed(item -> {}),
                    () -> queue.drainTo(new ArrayList<>(), 5, 1, TimeUnit.SECONDS),
                    () -> queue.offerAll(List.of(1, 2, 3), 1, TimeUnit.SECONDS),
                    () -> {
                        queue.stats();
                        queue.clear();
                    },
                    () -> useRaw(queue));
            final CountDownLatch started = new CountDownLatch(calls.size());
            final List<Thread> users =
                    calls.stream().map(call -> user(started, unexpected, call)).toList();
            started.await();
            for (int spin = random.nextInt(20_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }

            final int end = random.nextInt(3);
            if (end == 0) {
                queue.shutdown();
            } else if (end == 1) {
                queue.shutdownNow();
            }
            SharedQueue.delete(domain.get(), NAME);
            queue.close();
            for (final Thread user : users) {
                user.join(Peer.LIMIT_SECONDS * 1_000);
                assertThat(user.isAlive()).as("seed %d, round %d", seed, round).isFalse();
            }

            assertThat(unexpected.get()).as("seed %d, round %d", seed, round).isNull();
            if (end == 2) {
                other.clear();
                other.put(round);
                assertThat(other.take()).isEqualTo(round);
            } else {
                assertThat(other.isShutdown()).isTrue();
                assertThat(other.shutdownNow()).isNotNegative();
            }
            other.close();
        }

        try (Stream<Path> files = Files.list(Path.of("target"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    /** Whoever has it open when its name goes may go on; whoever asks for the name afterwards has another one. */
    @Test
    void shouldPassItemsAndLeaveNothingWhenItsNameIsDeletedUnderItsUsers() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final AtomicReference<Throwable> unexpected = new AtomicReference<>();
        final AtomicBoolean stop = new AtomicBoolean();
        final CountDownLatch started = new CountDownLatch(USERS);
        final List<Thread> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            final Domain theirs = domain.otherProcess("user " + i).domain();
            final Random choices = new Random(seed + i);
            final Thread user = new Thread(() -> {
                started.countDown();
                try {
                    while (!stop.get()) {
                        try (SharedQueue<Object> queue = builder(theirs).openOrCreate()) {
                            for (int item = choices.nextInt(4); item > 0; item--) {
                                pass(queue, choices.nextInt(1_500));
                            }
                        }
                    }
                } catch (final Throwable t) {
                    unexpected.compareAndSet(null, t);
                }
            });
            user.start();
            users.add(user);
        }
        started.await();
        int deleted = 0;

        for (int round = 0; deleted < ROUNDS && round < 1_000 * ROUNDS && unexpected.get() == null; round++) {
            for (int spin = random.nextInt(20_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            deleted += SharedQueue.delete(domain.get(), NAME) ? 1 : 0;
        }
        stop.set(true);
        for (final Thread user : users) {
            user.join(Peer.LIMIT_SECONDS * 1_000);
            assertThat(user.isAlive()).as("seed %d", seed).isFalse();
        }
        SharedQueue.delete(domain.get(), NAME);

        assertThat(unexpected.get()).as("seed %d", seed).isNull();
        assertThat(deleted).as("seed %d", seed).isEqualTo(ROUNDS);
        // Its domain looks for what is left.
    }

    /** Each puts before it takes, so that there is one for everybody, whose length stands in all of its bytes. */
    private static void pass(final SharedQueue<Object> queue, final int length) throws InterruptedException {
        final byte[] item = new byte[length];
        Arrays.fill(item, (byte) length);
        queue.put(item);
        final byte[] taken = (byte[]) queue.take();
        final byte[] expected = new byte[taken.length];
        Arrays.fill(expected, (byte) taken.length);
        assertThat(taken).isEqualTo(expected);
        queue.taskDone();
    }

    private static SharedQueue.Builder<Object> builder(final Domain domain) {
        return SharedQueue.builder(Object.class).domain(domain).name(NAME).capacityBytes(4096);
    }

    private static void useRaw(final SharedQueue<Object> queue) {
        try (RawQueue raw = queue.raw()) {
            long result = 0;
            while (result != RawQueue.CLOSED && result != RawQueue.SHUT_DOWN) {
                if (raw.claimed() == 0) {
                    raw.claim(100).setMemory(0, 100, (byte) 1);
                }
                raw.publish();
                result = raw.poll(QueueCloseRaceTest::read, 10);
                try (MessageView view = raw.poll()) {
                    if (view != null) {
                        read(view.buffer(), 0, view.buffer().capacity());
                    }
                }
            }
            throw new IllegalStateException("closed");
        }
    }

    private static void read(final DirectBuffer buffer, final int offset, final int length) {
        if (length > 0) {
            buffer.getByte(offset + length - 1);
        }
    }

    private static Thread user(
            final CountDownLatch started, final AtomicReference<Throwable> unexpected, final Call call) {
        final Thread thread = new Thread(() -> {
            started.countDown();
            try {
                while (true) {
                    call.run();
                }
            } catch (final IllegalStateException | QueueClosedException e) {
                assertThat(e).isNotNull();
            } catch (final Throwable t) {
                unexpected.set(t);
            }
        });
        thread.start();
        return thread;
    }
}
