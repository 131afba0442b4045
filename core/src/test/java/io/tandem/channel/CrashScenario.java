package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
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
        void check(final Scene scene, final List<String> progress) throws Exception {
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
            raw.sendBatch(message(0).length, 2, (buffer, offset, length) -> buffer.putBytes(offset, message(0)));
        }

        private long claim(final RawConnection raw, final int number) {
            final byte[] bytes = message(number);
            final long claim = raw.tryClaim(bytes.length);
            raw.buffer().putBytes((int) claim, bytes);
            return claim;
        }

        @Override
        void check(final Scene scene, final List<String> progress) throws Exception {
            // What lies behind a claim that was still open comes out once somebody has mended it.
            final List<Integer> received = new ArrayList<>(scene.receiveAllOfTheDead());
            scene.attachAgain();
            received.addAll(scene.receiveWhatIsThere());
            final List<Integer> all = List.of(0, 1, 2, 0, 0);
            final int start = received.isEmpty() || received.get(0) == 0 ? 0 : 1;
            assertThat(received).isEqualTo(all.subList(start, start + received.size()));
            if (!progress.isEmpty()) {
                assertThat(start).isZero();
                assertThat(received).hasSizeGreaterThanOrEqualTo(progress.size() + 1);
            }
        }
    },

    /** Receives. */
    RECEIVE {
        @Override
        void prepare(final Scene scene) throws Exception {
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
        void check(final Scene scene, final List<String> progress) throws Exception {
            scene.checkRest(progress);
        }
    },

    /** Polls in batches. */
    POLL {
        @Override
        void prepare(final Scene scene) throws Exception {
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
        void check(final Scene scene, final List<String> progress) throws Exception {
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
        void check(final Scene scene, final List<String> progress) throws Exception {
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
        void prepare(final Scene scene) throws Exception {
            scene.leaveOpenClaims();
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            pipe.second().send(message(5));
            progress.accept("sent");
        }

        @Override
        void check(final Scene scene, final List<String> progress) throws Exception {
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
        void prepare(final Scene scene) {
            scene.makeCargo();
        }

        @Override
        void act(final SharedPipe<Object, Object> pipe, final Domain domain, final Consumer<String> progress)
                throws Exception {
            final Connection<Object, Object> connection = pipe.second();
            final SharedPipe<Object, Object> cargo = Scene.open(domain, Scene.CARGO);
            final Connection<Object, Object> end = cargo.second();
            end.send(message(0));
            progress.accept("attached");
            connection.send(end);
            progress.accept("sent");
        }

        @Override
        @SuppressWarnings("unchecked") // what was sent
        void check(final Scene scene, final List<String> progress) throws Exception {
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
        void prepare(final Scene scene) throws Exception {
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
        void check(final Scene scene, final List<String> progress) throws Exception {
            if (progress.isEmpty()) {
                scene.expectDeathOfCargoOrOfItsCarrier();
            } else {
                scene.expectDeathOfCargo();
            }
            try (Connection<Object, Object> end = scene.cargo.second()) {
                scene.checkCargo(end);
            }
        }
    };

    /** More than a ring of the smallest size has room for behind where the scenes start. */
    static final int SENT = 5;

    private static final int LENGTH = 300;

    /** Whether it matters where in the ring it starts. */
    boolean fillsRings() {
        return this == SEND || this == CLAIM || this == RECEIVE || this == POLL;
    }

    /** What the survivors do first. */
    void prepare(final Scene scene) throws Exception {
        // nothing, as a rule
    }

    /** What the victim does. */
    abstract void act(SharedPipe<Object, Object> pipe, Domain domain, Consumer<String> progress) throws Exception;

    /** What the survivors find. */
    abstract void check(Scene scene, List<String> progress) throws Exception;

    /** A message that tells whether it is whole. */
    static byte[] message(final int number) {
        final byte[] bytes = new byte[LENGTH + 8 * number];
        java.util.Arrays.fill(bytes, (byte) (number + 1));
        return bytes;
    }

    /** Its number, if it is whole. */
    static int number(final byte[] bytes) {
        final int number = bytes[0] - 1;
        assertThat(bytes).isEqualTo(message(number));
        return number;
    }

    /** The survivors: at the first end, and whoever comes to the second end next. */
    static final class Scene implements AutoCloseable {
        static final Duration NOW = Duration.ZERO;
        static final Duration LIMIT = Duration.ofSeconds(Peer.LIMIT_SECONDS);
        static final String PIPE = "pipe";
        static final String CARGO = "cargo";

        private final Domain domain;
        private final Function<String, Domain> otherProcess;
        private final SharedPipe<Object, Object> pipe;
        final Connection<Object, Object> connection;
        SharedPipe<Object, Object> cargo;
        private Connection<Object, Object> cargoEnd;
        private SharedPipe<Object, Object> heirsPipe;
        private Connection<Object, Object> heir;

        /** Moves both rings to where a message or two are left to their end. */
        Scene(final Domain domain, final Function<String, Domain> otherProcess, final int position)
                throws InterruptedException {
            this.domain = domain;
            this.otherProcess = otherProcess;
            pipe = SharedPipe.builder(Object.class, Object.class)
                    .domain(domain)
                    .name(PIPE)
                    .capacityBytes(4096)
                    .create();
            connection = pipe.first();
            try (var former = pipe.second()) {
                for (int at = 0; at < position; at += 408) {
                    connection.raw().offer(new UnsafeBuffer(new byte[400]), 0, Math.min(400, position - at - 8));
                    former.raw().poll((buffer, offset, length) -> {}, 1);
                    former.raw().offer(new UnsafeBuffer(new byte[400]), 0, Math.min(400, position - at - 8));
                    connection.raw().poll((buffer, offset, length) -> {}, 1);
                }
            }
        }

        static SharedPipe<Object, Object> open(final Domain domain, final String name) {
            return SharedPipe.builder(Object.class, Object.class)
                    .domain(domain)
                    .name(name)
                    .capacityBytes(4096)
                    .open();
        }

        void send(final int count) throws InterruptedException {
            // The second end is closed by then, and whoever comes next finds them.
            try (var receiver = pipe.second()) {
                for (int i = 0; i < count; i++) {
                    connection.send(message(i));
                }
                assertThat(receiver.isClosed()).isFalse();
            }
        }

        /** A process that dies with two claims open, and a message between them. */
        void leaveOpenClaims() {
            final SharedPipe<Object, Object> victims = open(otherProcess.apply("one before"), PIPE);
            final RawConnection raw = victims.second().raw();
            raw.tryClaim(200);
            final byte[] bytes = message(4);
            raw.offer(new UnsafeBuffer(bytes), 0, bytes.length);
            raw.tryClaim(200);
        }

        void makeCargo() {
            cargo = SharedPipe.builder(Object.class, Object.class)
                    .domain(domain)
                    .name(CARGO)
                    .capacityBytes(4096)
                    .create();
            cargoEnd = cargo.first();
        }

        void sendCargo() throws InterruptedException {
            try (var receiver = pipe.second()) {
                connection.send(cargo.second());
                assertThat(receiver.isClosed()).isFalse();
            }
        }

        /** The end that was handed over, or null if it never was sent. */
        Object receiveCargo() throws InterruptedException {
            try {
                return connection.receive(NOW);
            } catch (final PeerDiedException | PeerClosedException e) {
                assertThat(e).hasMessageContaining("second end");
                return null;
            }
        }

        List<Integer> numbers(final int start, final int end) {
            final List<Integer> numbers = new ArrayList<>();
            for (int i = start; i < end; i++) {
                numbers.add(i);
            }
            return numbers;
        }

        List<List<Integer>> optional(final List<String> progress, final int number) {
            return progress.isEmpty() ? List.of(List.of(), List.of(number)) : List.of(List.of(number));
        }

        List<Integer> receiveWhatIsThere() throws InterruptedException {
            final List<Integer> received = new ArrayList<>();
            try {
                byte[] bytes = (byte[]) connection.receive(NOW);
                while (bytes != null) {
                    received.add(number(bytes));
                    bytes = (byte[]) connection.receive(NOW);
                }
            } catch (final PeerDiedException | PeerClosedException e) {
                assertThat(e).hasMessageContaining("second end");
            }
            return received;
        }

        /** Everything, and then the news of the death, if the dead one ever came to attach. */
        List<Integer> receiveAllOfTheDead() throws InterruptedException {
            return receiveWhatIsThere();
        }

        void attachAgain() {
            if (heir == null) {
                heirsPipe = open(otherProcess.apply("heir"), PIPE);
                heir = heirsPipe.second();
            }
        }

        /** The next one at the second end goes on behind what was received, or behind one more. */
        void checkRest(final List<String> progress) throws InterruptedException {
            attachAgain();
            final List<Integer> rest = new ArrayList<>();
            byte[] bytes = (byte[]) heir.receive(NOW);
            while (bytes != null) {
                rest.add(number(bytes));
                bytes = (byte[]) heir.receive(NOW);
            }
            assertThat(progress)
                    .isEqualTo(numbers(0, progress.size()).stream()
                            .map(String::valueOf)
                            .toList());
            assertThat(rest).isIn(numbers(progress.size(), SENT), numbers(Math.min(SENT, progress.size() + 1), SENT));
        }

        void expectDeathOfCargo() throws InterruptedException {
            assertThat(cargoEnd.poll(LIMIT)).isTrue();
            assertThatThrownBy(() -> {
                        while (true) {
                            number((byte[]) cargoEnd.receive());
                        }
                    })
                    .isInstanceOf(PeerDiedException.class);
        }

        /** While it is on its way, the death of who would receive it is its own; otherwise it may still be received. */
        void expectDeathOfCargoOrOfItsCarrier() throws InterruptedException {
            attachAgain();
            final Object arrived;
            try {
                arrived = heir.receive(NOW);
            } catch (final io.tandem.codec.CorruptMessageException e) {
                assertThat(e).hasMessageContaining("cargo");
                expectDeathOfCargo();
                return;
            }
            if (arrived == null) {
                expectDeathOfCargo();
            } else {
                ((Connection<?, ?>) arrived).close();
            }
        }

        void checkCargo(final Connection<Object, Object> end) throws InterruptedException {
            end.send(message(3));
            Object last = cargoEnd.receive();
            while (number((byte[]) last) != 3) {
                last = cargoEnd.receive();
            }
            cargoEnd.send("back");
            Object back = end.receive();
            while (!"back".equals(back)) {
                back = end.receive();
            }
        }

        /** Everybody else goes on, in both directions, over the whole ring. */
        void checkThatItGoesOn() throws InterruptedException {
            attachAgain();
            receiveWhatIsThere();
            while (heir.tryReceive() != null) {
                assertThat(heir.isClosed()).isFalse();
            }
            for (int i = 0; i < 20; i++) {
                heir.send(message(i % SENT));
                connection.send(message(i % SENT + 1));
                assertThat(number((byte[]) connection.receive())).isEqualTo(i % SENT);
                assertThat(number((byte[]) heir.receive())).isEqualTo(i % SENT + 1);
            }
        }

        @Override
        public void close() {
            if (heir != null) {
                heir.close();
                heirsPipe.close();
            }
            if (cargo != null) {
                cargoEnd.close();
                cargo.close();
                SharedPipe.delete(domain, CARGO);
            }
            connection.close();
            pipe.close();
            SharedPipe.delete(domain, PIPE);
        }
    }
}
