package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/** The survivors: at the first end, and whoever comes to the second end next. */
@SuppressWarnings("try") // closed without use
final class CrashScene implements AutoCloseable {
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
    CrashScene(final Domain domain, final Function<String, Domain> otherProcess, final int position)
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
                connection.send(CrashScenario.message(i));
            }
            assertThat(receiver.isClosed()).isFalse();
        }
    }

    /** A process that dies with two claims open, and a message between them. */
    void leaveOpenClaims() {
        final SharedPipe<Object, Object> victims = open(otherProcess.apply("one before"), PIPE);
        final RawConnection raw = victims.second().raw();
        raw.tryClaim(200);
        final byte[] bytes = CrashScenario.message(4);
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
                received.add(CrashScenario.number(bytes));
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
            rest.add(CrashScenario.number(bytes));
            bytes = (byte[]) heir.receive(NOW);
        }
        assertThat(progress)
                .isEqualTo(numbers(0, progress.size()).stream()
                        .map(String::valueOf)
                        .toList());
        assertThat(rest)
                .isIn(
                        numbers(progress.size(), CrashScenario.SENT),
                        numbers(Math.min(CrashScenario.SENT, progress.size() + 1), CrashScenario.SENT));
    }

    void expectDeathOfCargo() throws InterruptedException {
        assertThat(cargoEnd.poll(LIMIT)).isTrue();
        assertThatThrownBy(() -> {
                    while (true) {
                        CrashScenario.number((byte[]) cargoEnd.receive());
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
        } catch (final CorruptMessageException e) {
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

    /** Whoever comes next finds the message, with its end or without, or finds nothing: the end's peer is told all the same. */
    void expectEndOfCargoThoughItsCarrierLives() throws InterruptedException {
        attachAgain();
        try {
            final Object arrived = heir.receive(NOW);
            if (arrived != null) {
                ((Connection<?, ?>) arrived).close();
            }
        } catch (final CorruptMessageException e) {
            assertThat(e).hasMessageContaining("cargo");
        }
        assertThat(cargoEnd.poll(LIMIT)).isTrue();
        assertThatThrownBy(cargoEnd::receive).isInstanceOf(PeerClosedException.class);
    }

    void checkCargo(final Connection<Object, Object> end) throws InterruptedException {
        end.send(CrashScenario.message(3));
        Object last = cargoEnd.receive();
        while (CrashScenario.number((byte[]) last) != 3) {
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
            heir.send(CrashScenario.message(i % CrashScenario.SENT));
            connection.send(CrashScenario.message(i % CrashScenario.SENT + 1));
            assertThat(CrashScenario.number((byte[]) connection.receive())).isEqualTo(i % CrashScenario.SENT);
            assertThat(CrashScenario.number((byte[]) heir.receive())).isEqualTo(i % CrashScenario.SENT + 1);
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
