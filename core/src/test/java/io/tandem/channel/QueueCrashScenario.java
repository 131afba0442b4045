package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a process does with a queue until it dies, at any of its steps. It tells what it is about to do and what it has done:
 * {@code putting n}, {@code put n}, {@code took n}, {@code done}.
 */
@SuppressWarnings("try") // closed without use
enum QueueCrashScenario {
    /** Puts one by one. */
    PUT(0) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            for (int number = first; number < first + 4; number++) {
                log.accept("putting " + number);
                if (queue.offer(message(number))) {
                    log.accept("put " + number);
                }
            }
        }
    },

    /** Puts a batch, and another one of which not all has room. */
    PUT_ALL(0) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log)
                throws Exception {
            batch(queue, first, 4, log);
            batch(queue, first + 4, 12, log);
        }

        private void batch(
                final SharedQueue<Object> queue, final int first, final int count, final Consumer<String> log)
                throws Exception {
            IntStream.range(first, first + count).forEach(number -> log.accept("putting " + number));
            final int put = queue.offerAll(
                    IntStream.range(first, first + count)
                            .mapToObj(number -> (Object) message(number))
                            .toList(),
                    0,
                    TimeUnit.SECONDS);
            IntStream.range(first, first + put).forEach(number -> log.accept("put " + number));
        }
    },

    /** Puts messages that don't fit into the ring. */
    PUT_LARGE(0) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            for (final int number : new int[] {first + LARGE, first + LARGE + 2}) {
                log.accept("putting " + number);
                if (queue.offer(message(number))) {
                    log.accept("put " + number);
                }
            }
        }
    },

    /** The same, where memory was kept that they fit into. */
    PUT_INTO_SPARE(0) {
        @Override
        void provide(final SharedQueue<Object> queue) throws Exception {
            queue.put(message(LARGE));
            queue.put(message(LARGE));
            for (int i = 0; i < 2; i++) {
                queue.take();
                queue.taskDone();
            }
        }

        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            PUT_LARGE.actQuietly(queue, domain, first, log);
        }
    },

    /** Claims and publishes several at once in the raw layer, then one that doesn't fit into the ring. */
    PUBLISH(0) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            try (RawQueue raw = queue.raw()) {
                for (int number = first; number < first + 3; number++) {
                    log.accept("putting " + number);
                    final byte[] bytes = message(number);
                    raw.claim(bytes.length).putBytes(0, bytes);
                }
                final long put = raw.publish();
                for (int i = 0; i < put; i++) {
                    log.accept("put " + (first + i));
                }
                final byte[] large = message(first + LARGE);
                log.accept("putting " + (first + LARGE));
                raw.claim(large.length).putBytes(0, large);
                if (raw.publish() == 1) {
                    log.accept("put " + (first + LARGE));
                }
            }
        }
    },

    /** Takes one by one. */
    TAKE(1) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            for (int i = 0; i < 3; i++) {
                take(queue, log);
            }
        }
    },

    /** Takes, and marks as done. */
    TAKE_AND_FINISH(1) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            for (int i = 0; i < 2; i++) {
                if (take(queue, log)) {
                    log.accept("finishing");
                    queue.taskDone();
                    log.accept("done");
                }
            }
        }
    },

    /** Takes several at once. */
    DRAIN(3) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            for (int i = 0; i < 2; i++) {
                final List<Object> items = new ArrayList<>();
                queue.drainTo(items, 3);
                items.forEach(item -> log.accept("took " + number(item)));
            }
        }
    },

    /** Takes messages from beside the ring. */
    TAKE_LARGE(1) {
        @Override
        void prepare(final SharedQueue<Object> queue) throws Exception {
            queue.put(message(LARGE));
            queue.put(message(1));
            queue.put(message(LARGE + 2));
            queue.put(message(LARGE + 3));
        }

        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            for (int i = 0; i < 3; i++) {
                take(queue, log);
            }
        }
    },

    /** Looks at a large message where it is. */
    VIEW_LARGE(1) {
        @Override
        void prepare(final SharedQueue<Object> queue) throws Exception {
            TAKE_LARGE.prepare(queue);
        }

        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            try (RawQueue raw = queue.raw();
                    MessageView view = raw.poll()) {
                log.accept("took " + (view.buffer().getByte(view.buffer().capacity() - 1) & 0xFF));
            }
        }
    },

    /** Waits for room, which doesn't come: as somebody new, so that it takes an entry first. */
    WAIT_FOR_ROOM(0) {
        @Override
        void prepare(final SharedQueue<Object> queue) throws Exception {
            for (int number = 1; number <= QueueCrashScene.MOST_ITEMS; number++) {
                queue.put(message(number));
            }
        }

        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log)
                throws Exception {
            queue.offer(message(first), 1, TimeUnit.MICROSECONDS);
        }
    },

    /** Waits for items, which don't come. */
    WAIT_FOR_ITEMS(0) {
        @Override
        void prepare(final SharedQueue<Object> queue) {
            // nothing is in it
        }

        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log)
                throws Exception {
            queue.poll(1, TimeUnit.MICROSECONDS);
        }
    },

    /** Drops everything. */
    CLEAR(100) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            queue.clear();
            log.accept("cleared");
        }
    },

    /** Puts, and ends the queue. */
    SHUT_DOWN(0) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            log.accept("putting " + first);
            queue.offer(message(first));
            log.accept("put " + first);
            queue.shutdown();
            log.accept("shut down");
        }
    },

    /** Ends the queue, and drops everything. */
    SHUT_DOWN_NOW(100) {
        @Override
        void prepare(final SharedQueue<Object> queue) throws Exception {
            TAKE_LARGE.prepare(queue);
        }

        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            queue.shutdownNow();
            log.accept("shut down");
        }
    },

    /** Joins, and settles what others left that died. */
    JOIN(0) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log)
                throws Exception {
            try {
                queue.join(1, TimeUnit.MICROSECONDS);
            } catch (final LostItemsException e) {
                log.accept("told " + e.count());
            }
        }
    },

    /** Puts, takes, lets go. */
    CLOSE(1) {
        @Override
        void act(final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
            PUT_LARGE.actQuietly(queue, domain, first, log);
            take(queue, log);
            queue.close();
            log.accept("closed");
        }
    };

    /** Numbers from here on, and within ten, are of messages that don't fit into the ring. */
    static final int LARGE = 20;

    private static final int APART = 50;

    /** How many items may go with it untold, when it dies. */
    final int inHand;

    QueueCrashScenario(final int inHand) {
        this.inHand = inHand;
    }

    /** Whether items take part that don't fit into the ring. */
    final boolean hasLargeItems() {
        return switch (this) {
            case PUT_LARGE, PUT_INTO_SPARE, PUBLISH, TAKE_LARGE, VIEW_LARGE, CLOSE, SHUT_DOWN_NOW -> true;
            default -> false;
        };
    }

    /** What was done with the queue before. */
    void provide(final SharedQueue<Object> queue) throws Exception {
        assertThat(queue.isEmpty()).isTrue();
    }

    /** What the survivors do first. */
    void prepare(final SharedQueue<Object> queue) throws Exception {
        for (int number = 1; number <= 5; number++) {
            queue.put(message(number));
        }
    }

    /**
     * What the victim does.
     *
     * @param first number of the items that it puts.
     * @param log   of what it does.
     */
    abstract void act(SharedQueue<Object> queue, Domain domain, int first, Consumer<String> log) throws Exception;

    final void actQuietly(
            final SharedQueue<Object> queue, final Domain domain, final int first, final Consumer<String> log) {
        try {
            act(queue, domain, first, log);
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Number of the first item of the n-th victim. */
    static int firstOf(final int victim) {
        return APART * (victim + 1);
    }

    /** Who put it. */
    static int producerOf(final int number) {
        return number / APART;
    }

    private static boolean take(final SharedQueue<Object> queue, final Consumer<String> log) {
        final Object item = queue.poll();
        if (item != null) {
            log.accept("took " + number(item));
        }
        return item != null;
    }

    /** A message that tells whether it is whole. */
    static byte[] message(final int number) {
        final boolean large = number % APART / 10 * 10 == LARGE;
        final byte[] bytes = new byte[(large ? 1_000 : 100) + 8 * (number % 7) + number % 3];
        java.util.Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    /** Its number, if it is whole. */
    static int number(final Object item) {
        final byte[] bytes = (byte[]) item;
        final int number = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
        if (bytes.length != 0 && !java.util.Arrays.equals(bytes, message(number))) {
            throw new AssertionError("Torn: " + java.util.Arrays.toString(bytes));
        }
        return number;
    }
}
