package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.codec.Codec;
import io.tandem.function.RemoteFunction;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class SerializationTest {
    /** A shared object that only counts. */
    private static final class Handle implements Transferable {
        private final List<String> log;

        Handle(final List<String> log) {
            this.log = log;
        }

        @Override
        public Token depart(final Transfer transfer) {
            log.add("departed");
            transfer.onRollback(() -> log.add("taken back"));
            return new HandleToken(7);
        }
    }

    private record HandleToken(int id) implements Transferable.Token {
        @Override
        public Object arrive(final Arrival arrival) {
            return "arrived " + id + " by " + arrival.channel();
        }
    }

    private static final class Nested implements Serializable {
        private static final long serialVersionUID = 1L;
        private static MessageCodec<Object> codec = Codecs.create(Object.class, null);

        @Serial
        private void writeObject(final ObjectOutputStream out) {
            codec.prepare(List.of(1), Encoding.transfer());
        }
    }

    private final MessageCodec<Object> codec = Codecs.create(Object.class, null);

    @Test
    void shouldAttachASharedObjectOnceWhenItStandsTwiceInAMessage() {
        final List<String> log = new ArrayList<>();
        final Handle handle = new Handle(log);

        final Object again = Encoding.roundTrip(codec, new Object[] {handle, "x", handle});

        assertThat(log).containsExactly("departed");
        assertThat((Object[]) again).containsExactly("arrived 7 by 1", "x", "arrived 7 by 1");
        assertThat(((Object[]) again)[0]).isSameAs(((Object[]) again)[2]);
    }

    @Test
    void shouldCarryASharedObjectWhenALambdaCapturesIt() throws Exception {
        final Object handle = new Handle(new ArrayList<>());
        final RemoteFunction<String, String> lambda = text -> text + handle;

        final Object again = Encoding.roundTrip(codec, lambda);

        @SuppressWarnings("unchecked")
        final RemoteFunction<String, String> function = (RemoteFunction<String, String>) again;
        assertThat(function.apply("it ")).isEqualTo("it arrived 7 by 1");
    }

    @Test
    void shouldTakeItBackWhenTheMessageFailsAfterASharedObjectDeparted() {
        final List<String> log = new ArrayList<>();
        final Transfer transfer = Encoding.transfer();
        final Object[] message = {new Handle(log), new Object()};

        assertThatThrownBy(() -> Encoding.encode(codec, message, transfer))
                .isInstanceOf(NotTransferableException.class);
        transfer.rollback();

        assertThat(log).containsExactly("departed", "taken back");
    }

    @Test
    void shouldPassTheRefusalOnWhenASharedObjectCannotDepart() {
        final Transferable gone = transfer -> {
            throw new TandemException("this end was handed over already");
        };

        assertThatThrownBy(() -> Encoding.encode(codec, new Object[] {gone}))
                .isExactlyInstanceOf(TandemException.class)
                .hasMessage("this end was handed over already");
    }

    @Test
    void shouldRefuseASharedObjectWhenNoTransferIsThere() {
        final Codec<Object> plain = Codec.serialized(Object.class, info -> Status.UNDECIDED);
        final Handle handle = new Handle(new ArrayList<>());

        assertThatThrownBy(() -> plain.length(handle))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("only messages and the functions of child processes carry shared objects");
    }

    @Test
    void shouldRefuseTheInnerMessageWhenItIsSentFromWithinSerialization() {
        assertThatThrownBy(() -> Encoding.encode(Nested.codec, new Nested()))
                .hasMessageContaining("from within the serialization of another message");
        assertThat(Encoding.roundTrip(Nested.codec, List.of("next"))).isEqualTo(List.of("next"));
    }

    @Test
    @SuppressWarnings("JdkObsolete") // users have them
    void shouldReturnEqualCollectionsWhenTheirTablesAreLargerThanTheirContent() {
        final Map<Integer, Integer> table = new Hashtable<>(16, 0.01f);
        final IdentityHashMap<String, Integer> identity = new IdentityHashMap<>(1000);
        for (int i = 0; i < 100; i++) {
            table.put(i, i);
        }
        identity.put("a", 1);
        final List<Object> values = List.of(
                new HashMap<>(Map.of(1, 2)),
                new HashSet<>(Set.of("a")),
                table,
                identity,
                new PriorityQueue<>(List.of(3, 1)).toArray(),
                new ArrayList<>(1000),
                UUID.randomUUID(),
                new int[10][1]);

        for (final Object value : values) {
            final Object again = Encoding.roundTrip(codec, value);

            assertThat(again).hasSameClassAs(value);
            assertThat(again).isEqualTo(value instanceof IdentityHashMap ? again : value);
        }
    }

    @Test
    void shouldRefuseTheArrayWhenItIsLongerThanTheMessageExplains() {
        final byte[] message = Encoding.encode(codec, new Object[] {null, null});
        final int lengthAt = message.length - 6; // an int, and two nulls of a byte each
        assertThat(message[lengthAt + 3]).isEqualTo((byte) 2);
        message[lengthAt] = 0x40;

        assertThatThrownBy(() -> Encoding.decode(codec, message))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("refused by the filter")
                .hasMessageContaining(
                        "an array of 1073741826 elements in a message of " + (message.length - 1) + " bytes");
    }

    @Test
    void shouldAskTheGivenFilterWhenACodecHasOne() {
        final ObjectInputFilter filter = info -> info.serialClass() == UUID.class ? Status.REJECTED : Status.UNDECIDED;
        final MessageCodec<Object> guarded = Codecs.create(Object.class, Codec.serialized(Object.class, filter));
        final byte[] message = Encoding.encode(guarded, UUID.randomUUID());

        assertThat(guarded.name()).isEqualTo(codec.name());
        assertThat(Encoding.roundTrip(guarded, List.of(1))).isEqualTo(List.of(1));
        assertThatThrownBy(() -> Encoding.decode(guarded, message))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("the class java.util.UUID")
                .hasMessageContaining("tandem.serialFilter");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void shouldAskThePatternWhenTheSystemPropertyHasOne() {
        final byte[] uuid = Encoding.encode(codec, UUID.randomUUID());
        final byte[] deep = Encoding.encode(codec, List.of(List.of(List.of(List.of(1)))));
        System.setProperty(
                MessageFilter.PROPERTY,
                "maxdepth=3;java.util.UUID;java.lang.*;java.util.CollSer;java.util.ImmutableCollections$*;!*");
        final MessageCodec<Object> guarded;
        try {
            guarded = Codecs.create(Object.class, null);
        } finally {
            System.clearProperty(MessageFilter.PROPERTY);
        }

        assertThat(Encoding.decode(guarded, uuid)).isInstanceOf(UUID.class);
        assertThatThrownBy(() -> Encoding.roundTrip(guarded, new ArrayList<>(List.of(1))))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("java.util.ArrayList");
        assertThat(Encoding.roundTrip(guarded, List.of(1))).isEqualTo(List.of(1));
        assertThatThrownBy(() -> Encoding.decode(guarded, deep))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("objects nested 4 deep");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void shouldNameThePropertyWhenItsPatternIsWrong() {
        System.setProperty(MessageFilter.PROPERTY, "maxdepth=deep");
        try {
            assertThatThrownBy(() -> Codecs.create(Object.class, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tandem.serialFilter is \"maxdepth=deep\"");
        } finally {
            System.clearProperty(MessageFilter.PROPERTY);
        }
    }

    @Test
    void shouldEncodeAndDecodeWhenTheSerializedCodecIsUsedByItself() {
        final Codec<Object> plain = Codec.serialized(Object.class, info -> Status.UNDECIDED);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[500]);
        final List<Integer> value = List.of(1, 2);

        final int length = plain.length(value);
        plain.encode(value, buffer, 3);

        assertThat(plain.decode(buffer, 3, length)).isEqualTo(value);
    }

    @Test
    void shouldReturnTheExceptionWholeWhenItIsAMessage() {
        final Throwable failure = new IllegalStateException("outer", new ArithmeticException("inner"));

        final Throwable again = (Throwable) Encoding.roundTrip(codec, (Object) failure);

        assertThat(again).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer");
        assertThat(again.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(again.getCause()).hasMessage("inner");
    }
}
