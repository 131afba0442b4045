package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a process does at the second end of a pipe until it dies, and what those who survive it then find. Each is run with a
 * death at every access to shared memory and every system call, so each checks only what holds wherever that was.
 */
@SuppressWarnings("try") // closed without use
enum CrashScenario {
    /** Sends, with padding at the ring's end. */
    SEND {
        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            final Connection<Object, Object> connection = pipe.second();
            for (int i = 0; i < SENT; i++) {
                connection.send(message(i));
                progress.accept("sent");
            }
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            final List<Integer> received = scene.receiveAllOfTheDead();
            assertThat(received.size()).isBetween(progress.size(), progress.size() + 1);
            assertThat(received).isEqualTo(scene.numbers(0, received.size()));
        }
    },

    /** Claims in every order, in the raw layer. */
    CLAIM {
        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress) {
            final RawConnection raw = pipe.second().raw();
            final long abandoned = claim(raw, -1);
            final long first = claim(raw, 0);
            final long second = claim(raw, 1);
            raw.commit(second);
            raw.commit(first);
            raw.abort(abandoned);
            progress.accept("committed two");
            raw.offer(new UnsafeBuffer(message(2)), 0, message(2).length);
            progress.accept("offered");
        }

        private long claim(final RawConnection raw, final int number) {
            final byte[] bytes = message(number);
            final long claim = raw.tryClaim(bytes.length);
            raw.buffer().putBytes((int) claim, bytes);
            return claim;
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            // What lies behind a claim that was still open comes out once somebody has mended it.
            final List<Integer> received = new ArrayList<>(scene.receiveAllOfTheDead());
            scene.attachAgain();
            received.addAll(scene.receiveWhatIsThere());
            final List<Integer> all = List.of(0, 1, 2);
            final int start = received.isEmpty() || received.get(0) == 0 ? 0 : 1;
            assertThat(received).isEqualTo(all.subList(start, start + received.size()));
            if (!progress.isEmpty()) {
                assertThat(start).isZero();
                assertThat(received).hasSizeGreaterThanOrEqualTo(progress.size() + 1);
            }
        }
    },

    /** Sends a batch, in the raw layer. */
    BATCH {
        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress) {
            final int[] next = {BATCHED};
            final long sent = pipe.second()
                    .raw()
                    .sendBatch(LENGTH, SENT, (buffer, offset, length) -> buffer.putBytes(offset, message(next[0]++)));
            progress.accept(Long.toString(sent));
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            // A prefix of it, and nothing of the rest comes out when somebody has mended it.
            final List<Integer> received = new ArrayList<>(scene.receiveAllOfTheDead());
            scene.attachAgain();
            received.addAll(scene.receiveWhatIsThere());
            assertThat(received).isEqualTo(scene.numbers(BATCHED, BATCHED + received.size()));
            if (!progress.isEmpty()) {
                assertThat(received).hasSize(SENT);
            }
        }
    },

    /** Receives. */
    RECEIVE {
        @Override
        void prepare(final CrashScene scene) throws Exception {
            scene.send(SENT);
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            final Connection<Object, Object> connection = pipe.second();
            for (int i = 0; i < SENT; i++) {
                progress.accept(Integer.toString(number((byte[]) connection.receive())));
            }
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            scene.checkRest(progress);
        }
    },

    /** Polls in batches. */
    POLL {
        @Override
        void prepare(final CrashScene scene) throws Exception {
            scene.send(SENT);
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress) {
            final RawConnection raw = pipe.second().raw();
            while (raw.poll(
                            (buffer, offset, length) ->
                                    progress.accept(Integer.toString(buffer.getByte(offset + length - 1) - 1)),
                            3)
                    > 0) {
                assertThat(raw).isNotNull();
            }
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            scene.checkRest(progress);
        }
    },

    /** Attaches, sends, closes. */
    CLOSE {
        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            final Connection<Object, Object> connection = pipe.second();
            connection.send(message(0));
            progress.accept("sent");
            connection.close();
            progress.accept("closed");
            pipe.close();
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            final List<Integer> received = scene.receiveWhatIsThere();
            if (!progress.isEmpty()) {
                assertThat(received).containsExactly(0);
            }
            if (progress.size() == 2) {
                assertThatThrownBy(scene.connection::receive).isInstanceOf(PeerClosedException.class);
            }
        }
    },

    /** Mends what one that died while sending left, and sends. */
    ATTACH_AGAIN {
        @Override
        void prepare(final CrashScene scene) throws Exception {
            scene.leaveOpenClaims();
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            pipe.second().send(message(5));
            progress.accept("sent");
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            scene.attachAgain();
            final List<Integer> received = scene.receiveWhatIsThere();
            // 4 was committed between two open claims.
            assertThat(received).startsWith(4);
            assertThat(received.subList(1, received.size())).isIn(scene.optional(progress, 5));
        }
    },

    /** Hands an end of another pipe over. */
    HAND_OVER {
        @Override
        void prepare(final CrashScene scene) {
            scene.makeCargo();
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            final Connection<Object, Object> connection = pipe.second();
            final SharedPipe<Object, Object> cargo = CrashScene.open(domain, CrashScene.CARGO);
            final Connection<Object, Object> end = cargo.second();
            end.send(message(0));
            progress.accept("attached");
            connection.send(end);
            progress.accept("sent");
        }

        @Override
        @SuppressWarnings("unchecked") // what was sent
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            final Object arrived = scene.receiveCargo();
            if (progress.size() == 2) {
                assertThat(arrived).isNotNull();
            }
            final Connection<Object, Object> end;
            if (arrived == null) {
                if (!progress.isEmpty()) {
                    scene.expectDeathOfCargo();
                }
                end = scene.cargo.second();
            } else {
                end = (Connection<Object, Object>) arrived;
            }
            try (end) {
                scene.checkCargo(end);
            }
        }
    },

    /** Receives an end of another pipe. */
    TAKE_OVER {
        @Override
        void prepare(final CrashScene scene) throws Exception {
            scene.makeCargo();
            scene.sendCargo();
        }

        @Override
        @SuppressWarnings("unchecked") // what was sent
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            final Connection<Object, Object> end =
                    (Connection<Object, Object>) pipe.second().receive();
            progress.accept("received");
            end.send(message(0));
            progress.accept("sent");
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            if (progress.isEmpty()) {
                scene.expectDeathOfCargoOrOfItsCarrier();
            } else {
                scene.expectDeathOfCargo();
            }
            try (Connection<Object, Object> end = scene.cargo.second()) {
                scene.checkCargo(end);
            }
        }
    },

    /** Takes a message with an end of another pipe through the raw layer, which can't have it. */
    DROP {
        @Override
        void prepare(final CrashScene scene) throws Exception {
            scene.makeCargo();
            scene.sendCargo();
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress) {
            pipe.second().raw().poll((buffer, offset, length) -> progress.accept("polled"), 1);
        }

        @Override
        void check(final CrashScene scene, final List<String> progress) throws Exception {
            scene.expectEndOfCargoThoughItsCarrierLives();
            try (Connection<Object, Object> end = scene.cargo.second()) {
                scene.checkCargo(end);
            }
        }
    };

    /** More than a ring of the smallest size has room for behind where the scenes start. */
    static final int SENT = 5;

    private static final int LENGTH = 300;
    /** Messages numbered from here on are all of one length. */
    private static final int BATCHED = 100;

    /** Whether it matters where in the ring it starts. */
    boolean fillsRings() {
        return this == SEND || this == CLAIM || this == BATCH || this == RECEIVE || this == POLL;
    }

    /** What the survivors do first. */
    void prepare(final CrashScene scene) throws Exception {
        // nothing, as a rule
    }

    /** What the victim does. */
    abstract void act(SharedPipe<Object, Object> pipe, Domain domain, Consumer<String> progress) throws Exception;

    /** What the survivors find. */
    abstract void check(CrashScene scene, List<String> progress) throws Exception;

    /** A message that tells whether it is whole. */
    static byte[] message(final int number) {
        final byte[] bytes = new byte[number < BATCHED ? LENGTH + 8 * number : LENGTH];
        java.util.Arrays.fill(bytes, (byte) (number + 1));
        return bytes;
    }

    /** Its number, if it is whole. */
    static int number(final byte[] bytes) {
        final int number = bytes[0] - 1;
        assertThat(bytes).isEqualTo(message(number));
        return number;
    }
}
