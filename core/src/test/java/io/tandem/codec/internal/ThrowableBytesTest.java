package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.RemoteFailureException;
import io.tandem.segment.NotTransferableException;
import java.io.Serial;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThrowableBytesTest {
    private static final int ROOM = 1 << 20;

    static final class Stubborn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"serial", "unused"}) // keeps it from being serialized
        private final Object held = new Object();

        Stubborn(final String message, final @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new StackOverflowError("no cause");
        }

        @Serial
        private Object writeReplace() {
            throw new AssertionError("no serialization");
        }
    }

    private static Throwable travelled(final Throwable failure) {
        return ThrowableBytes.read(ThrowableBytes.write(failure, ROOM), null);
    }

    @Test
    void shouldReturnTheExceptionWholeWhenItIsSerializable() {
        final Throwable failure = new IllegalStateException("outer", new ArithmeticException("inner"));
        failure.addSuppressed(new IllegalArgumentException("beside"));

        final Throwable again = travelled(failure);

        assertThat(again).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer");
        assertThat(again.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(again.getCause())
                .isExactlyInstanceOf(ArithmeticException.class)
                .hasMessage("inner");
        assertThat(again.getSuppressed()).hasSize(1);
    }

    @Test
    void shouldReturnAStandInWhenTheExceptionCannotBeSerialized() {
        final Throwable failure = new Stubborn("text", new ArithmeticException("inner"));

        final Throwable again = travelled(failure);

        assertThat(again)
                .isInstanceOf(RemoteFailureException.class)
                .hasMessage(Stubborn.class.getName() + ": text")
                .hasCauseInstanceOf(RemoteFailureException.class);
        assertThat(((RemoteFailureException) again).remoteClassName()).isEqualTo(Stubborn.class.getName());
        assertThat(again.getStackTrace()[0].toString())
                .isEqualTo(failure.getStackTrace()[0].toString().replaceAll("^.*//|^app//", ""));
        assertThat(again.getSuppressed()[0])
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("field ThrowableBytesTest.Stubborn.held is a java.lang.Object");
    }

    @Test
    void shouldReturnAStandInWhenTheExceptionsOwnMethodsFail() {
        final Throwable again = travelled(new Hostile());

        assertThat(again).isInstanceOf(RemoteFailureException.class).hasMessage(Hostile.class.getName());
    }

    @Test
    void shouldEndWhenCausesGoRound() {
        final Exception first = new Exception("first");
        final Stubborn second = new Stubborn("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        final Throwable again = travelled(first);

        assertThat(again).hasMessageContaining("first");
    }

    @Test
    void shouldLeaveOutWhatDoesNotFitWhenRoomIsShort() {
        final Throwable failure = new IllegalStateException("x".repeat(5000), new Stubborn("y".repeat(5000), null));

        final byte[] bytes = ThrowableBytes.write(failure, 1024);

        assertThat(bytes.length).isLessThanOrEqualTo(1024);
        assertThat(ThrowableBytes.read(bytes, null))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageStartingWith("java.lang.IllegalStateException: xxx");
    }

    @Test
    void shouldReturnSomeExceptionWhenBytesAreDamaged() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final byte[] good = ThrowableBytes.write(new Stubborn("text", new ArithmeticException("inner")), ROOM);

        for (int i = 0; i < 3000; i++) {
            final byte[] bytes =
                    Arrays.copyOf(good, random.nextInt(10) == 0 ? random.nextInt(good.length) : good.length);
            for (int k = random.nextInt(4); k >= 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            assertThat(ThrowableBytes.read(bytes, null))
                    .as("seed %d, round %d", seed, i)
                    .isNotNull();
        }
        assertThat(ThrowableBytes.read(new byte[0], null)).isInstanceOf(CorruptMessageException.class);
    }
}
