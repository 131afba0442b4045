package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may have an end, what becomes of it when its owner goes, and handing it over. */
@SuppressWarnings("try") // closed without use
class PipeEndsTest {
    private static final Duration LIMIT = Duration.ofSeconds(Peer.LIMIT_SECONDS);
    private static final String NAME = "pipe";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedPipe<Object, Object> pipe;

    @BeforeEach
    void create() {
        pipe = builder().create();
    }

    @AfterEach
    void close() {
        pipe.close();
        SharedPipe.delete(domain.get(), NAME);
    }

    private SharedPipe.Builder<Object, Object> builder() {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .name(NAME)
                .capacityBytes(4096);
    }

    private SharedPipe<Object, Object> openIn(final TestDomain.OtherProcess process) {
        return builder().domain(process.domain()).open();
    }

    @Test
    void shouldGiveTheSameConnectionWhenAskedTwice() {
        try (var other = builder().open();
                var first = pipe.first()) {
            assertThat(pipe.first()).isSameAs(first);
            assertThat(other.first()).isSameAs(first);
        }
    }

    @Test
    void shouldNameTheOwnerWhenAThirdComes() {
        final TestDomain.OtherProcess owner = domain.otherProcess("the owner");
        try (var theirs = openIn(owner);
                var second = theirs.second()) {
            assertThatThrownBy(pipe::second)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("second end", "pipe \"pipe\"", "process " + owner.number());
            assertThat(second.isClosed()).isFalse();
        }
    }

    @Test
    void shouldNotTakeAnEndForDeadWhenNobodyHasAttachedItYet() throws Exception {
        try (var first = pipe.first()) {
            first.send("waiting for you");

            assertThat(first.receive(Duration.ofMillis(120))).isNull();
            assertThat(first.raw().poll((buffer, offset, length) -> {}, 1)).isZero();
            try (var second = pipe.second()) {
                assertThat(second.receive()).isEqualTo("waiting for you");
            }
        }
    }

    @Test
    void shouldSayWhoDiedWhenEverythingWasReceived() throws Exception {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        final SharedPipe<Object, Object> theirs = openIn(victim);
        theirs.second().send("last words");
        try (var first = pipe.first()) {
            victim.kill();

            assertThat(first.receive()).isEqualTo("last words");
            assertThatThrownBy(first::receive)
                    .isInstanceOf(PeerDiedException.class)
                    .hasMessageContainingAll("second end", "process " + victim.number());
            assertThatThrownBy(() -> first.send("nobody")).isInstanceOf(PeerDiedException.class);
            assertThatThrownBy(() -> first.trySend("nobody")).isInstanceOf(PeerDiedException.class);
            assertThat(first.poll()).isTrue();
            assertThat(first.raw().poll((buffer, offset, length) -> {}, 1)).isEqualTo(RawConnection.PEER_DIED);
            assertThat(first.raw().tryClaim(8)).isEqualTo(RawConnection.PEER_DIED);
            try (var second = pipe.second()) {
                first.send("again");
                assertThat(second.receive()).isEqualTo("again");
            }
        }
    }

    @Test
    void shouldTellBlockedThreadsWhenThePeerDies() throws Exception {
        final TestDomain.OtherProcess victim = domain.otherProcess("victim");
        openIn(victim).second();
        try (var first = pipe.first()) {
            while (first.trySend(new byte[400])) {
                assertThat(first.isClosed()).isFalse();
            }
            final BlockedCall<Boolean> sending = BlockedCall.start(() -> first.send(new byte[400], LIMIT));
            final BlockedCall<Object> receiving = BlockedCall.start(first::receive);

            victim.kill();

            assertThat(sending.failure()).isInstanceOf(PeerDiedException.class);
            assertThat(receiving.failure()).isInstanceOf(PeerDiedException.class);
        }
    }

    @Test
    void shouldFindItsMessagesWhenAClosedEndIsAttachedAgain() throws Exception {
        try (var first = pipe.first()) {
            pipe.second().close();
            assertThatThrownBy(() -> first.send("too late")).isInstanceOf(PeerClosedException.class);
            try (var second = pipe.second()) {
                first.send("one");
                first.send("two");
                assertThat(second.receive()).isEqualTo("one");
            }
            try (var second = pipe.second()) {
                assertThat(second.receive()).isEqualTo("two");
            }
        }
    }

    @Test
    void shouldGoOnWhenThePipesHandleIsClosed() throws Exception {
        try (var first = pipe.first();
                var second = pipe.second()) {
            pipe.close();

            first.send("still here");
            assertThat(second.receive()).isEqualTo("still here");
            assertThatThrownBy(pipe::first).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @SuppressWarnings("unchecked") // what was sent
    void shouldMoveAnEndWhenItIsSent() throws Exception {
        final TestDomain.OtherProcess receiver = domain.otherProcess("receiver");
        try (var road = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .name("road")
                        .create();
                var here = road.first();
                var theirRoad = SharedPipe.builder(Object.class, Object.class)
                        .domain(receiver.domain())
                        .name("road")
                        .open();
                var there = theirRoad.second();
                var first = pipe.first()) {
            final Connection<Object, Object> second = pipe.second();
            first.send("before");

            here.send(second);
            PipeMisuseTest.assertRefusals(second, "handed over to whoever receives it");
            assertThatThrownBy(pipe::second)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a message in channel");
            first.send("between");
            final Connection<Object, Object> arrived = (Connection<Object, Object>) there.receive();

            assertThat(arrived.receive()).isEqualTo("before");
            assertThat(arrived.receive()).isEqualTo("between");
            arrived.send("hello");
            assertThat(first.receive()).isEqualTo("hello");
            PipeMisuseTest.assertRefusals(second, "process " + receiver.number());
            assertThatThrownBy(() -> here.send(second))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageContaining("was handed over to process " + receiver.number());
            arrived.close();
            assertThatThrownBy(first::receive).isInstanceOf(PeerClosedException.class);
        } finally {
            SharedPipe.delete(domain.get(), "road");
        }
    }

    @Test
    void shouldGiveAnEndBackWhenItsMessageIsNotSent() throws Exception {
        try (var road = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .capacityBytes(16_384)
                        .create();
                var here = road.first();
                var there = road.second();
                var first = pipe.first();
                var second = pipe.second()) {
            while (here.trySend(new byte[1_900]) || here.trySend(new byte[100])) {
                assertThat(there.isClosed()).isFalse();
            }

            final boolean sent = here.trySend(second);
            final boolean inTime = here.send(new Object[] {second}, Duration.ofMillis(5));

            assertThat(sent).isFalse();
            assertThat(inTime).isFalse();
            assertThatThrownBy(() -> here.send(new Object[] {second, new byte[2_000]}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> here.send(new Object[] {second, new Object()}))
                    .isInstanceOf(NotTransferableException.class);
            first.send("still mine");
            assertThat(second.receive()).isEqualTo("still mine");
            assertThatThrownBy(() -> first.send(second)).isInstanceOf(NotTransferableException.class);
        }
    }

    @Test
    void shouldCountAsDeadWhenItsCarrierIsGone() throws Exception {
        final TestDomain.OtherProcess receiver = domain.otherProcess("receiver");
        try (var first = pipe.first()) {
            final SharedPipe<Object, Object> road = SharedPipe.builder(Object.class, Object.class)
                    .domain(domain.get())
                    .name("road")
                    .create();
            final Connection<Object, Object> here = road.first();
            SharedPipe.builder(Object.class, Object.class)
                    .domain(receiver.domain())
                    .name("road")
                    .open()
                    .second();
            here.send(pipe.second());
            assertThat(first.receive(Duration.ofMillis(100))).isNull();

            receiver.kill();

            assertThatThrownBy(first::receive).isInstanceOf(PeerDiedException.class);
            here.close();
            road.close();
            try (var second = pipe.second()) {
                first.send("goes on");
                assertThat(second.receive()).isEqualTo("goes on");
            }
        } finally {
            SharedPipe.delete(domain.get(), "road");
        }
    }

    @Test
    void shouldTakeAnEndOnceWhenAnOldMessageStillNamesIt() throws Exception {
        final TestDomain.OtherProcess receiver = domain.otherProcess("receiver");
        try (var first = pipe.first();
                var road = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .name("road")
                        .create();
                var here = road.first();
                var otherRoad = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var otherHere = otherRoad.first();
                var otherThere = otherRoad.second()) {
            SharedPipe.builder(Object.class, Object.class)
                    .domain(receiver.domain())
                    .name("road")
                    .open()
                    .second();
            here.send(pipe.second());
            receiver.kill();
            otherHere.send(pipe.second());

            try (var heir = road.second()) {
                assertThatThrownBy(heir::receive)
                        .isInstanceOf(CorruptMessageException.class)
                        .hasMessageContaining("meanwhile");
            }
            try (var arrived = (Connection<?, ?>) otherThere.receive()) {
                first.send("to the right one");
                assertThat(arrived.receive()).isEqualTo("to the right one");
            }
        } finally {
            SharedPipe.delete(domain.get(), "road");
        }
    }

    @Test
    @SuppressWarnings("unchecked") // what was sent
    void shouldSendPipesThemselvesWhenTheirEndsAreFree() throws Exception {
        try (var road = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var here = road.first();
                var there = road.second()) {
            final List<String> without = domain.leftovers();
            final SharedPipe<String, Object> cargo = SharedPipe.builder(String.class, Object.class)
                    .domain(domain.get())
                    .create();
            here.send(cargo);
            here.send(cargo);

            try (var one = (SharedPipe<String, Object>) there.receive();
                    var two = (SharedPipe<String, Object>) there.receive();
                    var first = one.first();
                    var second = two.second()) {
                first.send("through copies");
                assertThat(second.receive()).isEqualTo("through copies");
                assertThat(cargo.isClosed()).isFalse();
            }
            cargo.close();

            assertThat(domain.leftovers()).as("with the road still open").isEqualTo(without);
        }
    }

    @Test
    void shouldBeRefusedByAWaitSetWhenItOnlySends() throws Exception {
        try (var way = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .oneWay()
                        .create();
                var first = way.first();
                var second = way.second()) {
            final WaitSet set = WaitSet.of(second);

            assertThatThrownBy(() -> set.add(first))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContainingAll("first end", "only sends", "Receive from its second end");
            assertThatThrownBy(() -> WaitSet.of(second, first)).isInstanceOf(UnsupportedOperationException.class);

            first.send("here");
            assertThat(set.await()).containsExactly(second);
        }
    }
}
