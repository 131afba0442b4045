package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.CorruptMessageException;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of ends and pipes in a message that is consumed, and of which nobody gets them. */
@SuppressWarnings("try") // closed without use
class PipeLostHandlesTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedPipe<Object, Object> carrier;
    private Connection<Object, Object> out;
    private Connection<Object, Object> in;
    private List<String> before;

    @BeforeEach
    void create() throws IOException {
        carrier = newPipe();
        out = carrier.first();
        in = carrier.second();
        before = domain.leftovers();
    }

    @AfterEach
    void close() {
        in.close();
        out.close();
        carrier.close();
    }

    private SharedPipe<Object, Object> newPipe() {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .create();
    }

    /** Can be sent, and not received. */
    private static final class Undecodable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(final ObjectInputStream stream) throws IOException {
            throw new InvalidObjectException("not here");
        }
    }

    @Test
    void shouldCloseEndsBehindWhatCantBeDecoded() throws Exception {
        try (var pipe = newPipe();
                var peer = pipe.second()) {
            peer.send("before");
            out.send(new Object[] {new Undecodable(), pipe.first()});
            out.send("the next");

            assertThatThrownBy(in::receive).isInstanceOf(CorruptMessageException.class);

            assertThatThrownBy(peer::receive).isInstanceOf(PeerClosedException.class);
            assertThat(in.receive()).isEqualTo("the next");
            try (var first = pipe.first()) {
                assertThat(first.receive()).isEqualTo("before");
            }
        }
        assertThat(domain.leftovers()).as("with the carrier still open").isEqualTo(before);
    }

    @Test
    void shouldLetGoOfEverythingOnceWhenSomeOfItHasArrived() throws Exception {
        try (var one = newPipe();
                var peerOfOne = one.second();
                var two = newPipe();
                var peerOfTwo = two.second();
                var same = newPipe()) {
            out.send(new Object[] {same, "keeps it"});
            out.send(new Object[] {one.first(), same, new Undecodable(), same, two, two.first()});

            try (var kept = (SharedPipe<?, ?>) ((Object[]) in.receive())[0]) {
                assertThatThrownBy(in::receive).isInstanceOf(CorruptMessageException.class);

                assertThatThrownBy(peerOfOne::receive).isInstanceOf(PeerClosedException.class);
                assertThatThrownBy(peerOfTwo::receive).isInstanceOf(PeerClosedException.class);
                assertThat(kept.isClosed()).isFalse();
            }
        }
        assertThat(domain.leftovers()).as("with the carrier still open").isEqualTo(before);
    }

    @Test
    void shouldNotTakeHoldsOfAnotherMessageWhenOneCantBeDecoded() throws Exception {
        final SharedPipe<Object, Object> pipe = newPipe();
        out.send(new Object[] {pipe, new Undecodable()});
        out.send(pipe);
        pipe.close();

        assertThatThrownBy(in::receive).isInstanceOf(CorruptMessageException.class);

        try (var arrived = (SharedPipe<?, ?>) in.receive()) {
            assertThat(arrived.isClosed()).isFalse();
        }
        assertThat(domain.leftovers()).as("with the carrier still open").isEqualTo(before);
    }

    @Test
    void shouldCloseEndsWhenTheirMessageIsTakenThroughTheRawLayer() throws Exception {
        final UnsafeBuffer target = new UnsafeBuffer(new byte[4096]);
        final List<String> bytes = new ArrayList<>();
        try (var polled = newPipe();
                var copied = newPipe();
                var failed = newPipe();
                var peerOfPolled = polled.second();
                var peerOfCopied = copied.second();
                var peerOfFailed = failed.second()) {
            out.send(new Object[] {polled.first(), polled, "end"});
            out.send(new Object[] {copied.first(), copied, "end"});
            out.send(new Object[] {failed.first()});
            out.send("the next");

            in.raw()
                    .poll(
                            (buffer, offset, length) ->
                                    bytes.add(buffer.getStringWithoutLengthAscii(offset + length - 3, 3)),
                            1);
            final int length = (int) in.raw().receiveInto(target, 0, target.capacity());
            bytes.add(new String(target.byteArray(), length - 3, 3, StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> in.raw()
                            .poll(
                                    (buffer, offset, size) -> {
                                        throw new IllegalArgumentException("a handler's");
                                    },
                                    1))
                    .hasMessage("a handler's");

            assertThat(bytes).as("the ends of the encoded messages").containsExactly("end", "end");
            for (final Connection<?, ?> peer : List.of(peerOfPolled, peerOfCopied, peerOfFailed)) {
                assertThatThrownBy(peer::receive).isInstanceOf(PeerClosedException.class);
            }
            assertThat(in.receive()).isEqualTo("the next");
        }
        assertThat(domain.leftovers()).as("with the carrier still open").isEqualTo(before);
    }

    @Test
    void shouldSayWhatIsWrongWithAnEndThatCantLeave() {
        try (var pipe = newPipe()) {
            final Connection<Object, Object> closed = pipe.first();
            closed.close();
            final RemoteRunnable function = () -> closed.send("never");

            assertThatThrownBy(() -> out.send(closed))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageMatching(
                            "Could not hand a connection over: the first end of pipe \\d+ \\(without a name\\)"
                                    + " was closed by this process\\. Attach it again through its pipe\\.")
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> out.send(function))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageStartingWith(
                            "A function can't travel to another process with what it holds. Could not hand a"
                                    + " connection over: the first end")
                    .hasMessageNotContaining("java.lang");
        }
    }

    @Test
    void shouldSendItWhenTheListBringsTheMessageToItsLongest() throws Exception {
        try (var pipe = newPipe();
                var peer = pipe.second()) {
            final Connection<Object, Object> first = pipe.first();
            int length = out.maxMessageLength();
            while (!fits(new Object[] {new byte[length], first})) {
                length--;
            }

            final Object[] message = (Object[]) in.receive();

            assertThat((byte[]) message[0]).hasSize(length).hasSizeGreaterThan(out.maxMessageLength() - 1_000);
            try (var arrived = (Connection<?, ?>) message[1]) {
                peer.send("hello");
                assertThat(arrived.receive()).isEqualTo("hello");
            }
        }
    }

    private boolean fits(final Object message) throws InterruptedException {
        try {
            out.send(message);
            return true;
        } catch (final IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("doesn't fit");
            return false;
        }
    }
}
