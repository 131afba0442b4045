package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.NotTransferableException;
import io.tandem.sync.SharedLock;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransferFailuresTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    static class Customer {}

    record Fixed(int number, String text) {}

    static class Entry implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"serial", "UnusedVariable"}) // that is the point
        private @Nullable Object customer;

        Entry(final @Nullable Object customer) {
            this.customer = customer;
        }
    }

    static final class Picky implements Serializable {
        private static final long serialVersionUID = 1L;

        @Serial
        private void writeObject(final ObjectOutputStream out) throws IOException {
            throw new IllegalStateException("not today");
        }
    }

    static final class Chain implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedVariable") // only serialized
        private final @Nullable Chain next;

        Chain(final @Nullable Chain next) {
            this.next = next;
        }
    }

    private static String refusal(final Object value) {
        try {
            ObjectBytes.write(value, Encoding.transfer());
        } catch (final NotTransferableException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it travelled");
    }

    @Test
    void shouldNameTheFieldWhenACapturedArgumentHoldsSomethingThatCannotTravel() {
        final Entry entry = new Entry(new Socket());
        final RemoteRunnable lambda = () -> System.identityHashCode(entry);

        final String message = refusal(lambda);

        assertThat(message)
                .isEqualTo("A function can't travel to another process: captured argument 1 of the lambda in"
                        + " TransferFailuresTest."
                        + "shouldNameTheFieldWhenACapturedArgumentHoldsSomethingThatCannotTravel, field"
                        + " TransferFailuresTest.Entry.customer, is a java.net.Socket, which isn't Serializable. Mark the"
                        + " field that holds it transient, or send what the receiver needs to make its own.");
    }

    @Test
    void shouldCountArgumentsAsTheyAreUsedWhenALambdaCapturesSeveral() {
        final Socket second = new Socket();
        final String first = String.valueOf(Thread.currentThread());
        final RemoteRunnable lambda = () -> System.identityHashCode(first.concat(String.valueOf(second)));

        final String message = refusal(lambda);

        assertThat(message).contains(": captured argument 2 of the lambda in ");
    }

    @Test
    void shouldTellToCaptureTheLockWhenALambdaCapturesACondition() {
        try (SharedLock lock = SharedLock.builder().domain(domain.get()).create()) {
            final Condition condition = lock.condition("notEmpty");
            final RemoteRunnable lambda = condition::signal;

            final String message = refusal(lambda);

            assertThat(message)
                    .contains("captured argument 1 of the method reference")
                    .endsWith(" Capture its lock, and call condition(name) on that there.");
        }
    }

    @Test
    void shouldNameElementAndKeyWhenCollectionsHoldSomethingThatCannotTravel() {
        final List<Object> list = new ArrayList<>(List.of(1, Map.of("k", new Entry(new Customer()))));

        final String message = refusal(list);

        assertThat(message)
                .startsWith(
                        "A java.util.ArrayList can't travel to another process: element 1, the value of key k, field"
                                + " TransferFailuresTest.Entry.customer, is a io.tandem.".replace("a io", "an io"))
                .contains(
                        "which isn't Serializable. Let io.tandem.codec.internal.TransferFailuresTest$Customer implement"
                                + " Serializable");
    }

    @Test
    void shouldSayItWhenTheMessageItselfCannotTravel() {
        final String message = refusal(Optional.of(1));

        assertThat(message)
                .isEqualTo("A java.util.Optional can't travel to another process: it is a java.util.Optional, which"
                        + " isn't Serializable. Mark the field that holds it transient, or send what the receiver needs"
                        + " to make its own.");
    }

    @Test
    void shouldTellOfChannelsOfItsTypeWhenARecordWithFixedLayoutIsSentAsAnObject() {
        final String alone = refusal(new Fixed(1, "one"));
        final String inside = refusal(new ArrayList<>(List.of(new Fixed(1, "one"))));

        assertThat(alone)
                .endsWith(" A channel made for io.tandem.codec.internal.TransferFailuresTest$Fixed, rather than for a"
                        + " supertype, takes it as it is.");
        assertThat(inside).doesNotContain("A channel made for");
    }

    @Test
    void shouldNameRemoteRunnableWhenALambdaIsAPlainRunnable() {
        final Runnable runnable = () -> {};

        final String message = refusal(runnable);

        assertThat(message)
                .isEqualTo("A function can't travel to another process: it is a lambda or method reference of type"
                        + " java.lang.Runnable, which isn't Serializable. Declare it as"
                        + " io.tandem.function.RemoteRunnable, which is Serializable.");
    }

    @Test
    void shouldSayHowToCastWhenALambdaIsOfATypeWithoutCounterpart() {
        final Comparator<String> comparator = (a, b) -> a.compareTo(b);

        final String message = refusal(new Entry(comparator));

        assertThat(message)
                .contains("field TransferFailuresTest.Entry.customer is a lambda", "(Comparator & Serializable)");
    }

    private int counter;

    @Test
    void shouldSpeakOfTheEnclosingObjectWhenTheLambdaUsesItsField() {
        final RemoteCallable<Integer> lambda = () -> counter;

        final String message = refusal(lambda);

        assertThat(message)
                .contains("the enclosing object of the lambda in TransferFailuresTest."
                        + "shouldSpeakOfTheEnclosingObjectWhenTheLambdaUsesItsField is an"
                        + " io.tandem.codec.internal.TransferFailuresTest, which isn't Serializable.")
                .contains("copy what is needed to local variables");
    }

    @Test
    void shouldNameTheMethodWhenAMethodReferenceIsBoundToSomethingThatCannotTravel() {
        final RemoteRunnable reference = new Socket()::close;

        final String message = refusal(reference);

        assertThat(message)
                .contains("captured argument 1 of the method reference java/net/Socket::close".replace("java/net/", ""))
                .contains("is a java.net.Socket");
    }

    @Test
    void shouldGiveTheReasonWhenWriteObjectFails() {
        assertThatThrownBy(() -> ObjectBytes.write(new Picky(), Encoding.transfer()))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("TransferFailuresTest$Picky can't travel to another process, since a method that"
                        + " serializes something in it threw java.lang.IllegalStateException: not today")
                .hasMessageContaining("writeObject")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSayThatItIsTooDeepWhenTheStackEnds() {
        Chain chain = new Chain(null);
        for (int i = 0; i < 200_000; i++) {
            chain = new Chain(chain);
        }
        final Chain tooDeep = chain;

        assertThatThrownBy(() -> ObjectBytes.write(tooDeep, Encoding.transfer()))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void shouldSendTheNextMessageWhenOneFailedInTheMiddle() {
        final MessageCodec<Object> codec = Codecs.create(Object.class, null);
        final List<Object> half = List.of("first", new Entry(new Customer()));

        assertThatThrownBy(() -> Encoding.encode(codec, half)).isInstanceOf(NotTransferableException.class);

        assertThat(Encoding.roundTrip(codec, List.of("a", 2))).isEqualTo(List.of("a", 2));
    }
}
