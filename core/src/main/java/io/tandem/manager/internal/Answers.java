package io.tandem.manager.internal;

import io.tandem.codec.internal.ThrowableBytes;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What comes back from a server. */
final class Answers {
    private static final String OWN_PACKAGE = Answers.class.getPackageName() + '.';

    private Answers() {}

    /** The result of a call; or throws what it has thrown. */
    static @Nullable Object result(final Call answer, final ServerLink link) {
        return checked(answer, link).values[0];
    }

    /** An answer with a result; or throws what the call has thrown. */
    static Call checked(final Call answer, final ServerLink link) {
        if (answer.kind == CallDescriptor.THREW) {
            throw undeclared(failure(answer, link));
        }
        return answer;
    }

    /** What a call has thrown, with the server's stack trace in front of the caller's. */
    static Throwable failure(final Call answer, final ServerLink link) {
        final byte[] bytes = answer.values.length == 1 && answer.values[0] instanceof byte[] some ? some : new byte[0];
        final Throwable failure = ThrowableBytes.read(bytes, Answers.class.getClassLoader(), link.filter());
        final StackTraceElement[] here = Thread.currentThread().getStackTrace();
        final Stream<StackTraceElement> callers = Arrays.stream(here, 1, here.length)
                .dropWhile(frame -> frame.getClassName().startsWith(OWN_PACKAGE));
        final StackTraceElement border =
                new StackTraceElement("[above: the server of " + link + "]", "called from", null, -1);
        failure.setStackTrace(Stream.of(Arrays.stream(failure.getStackTrace()), Stream.of(border), callers)
                .flatMap(part -> part)
                .toArray(StackTraceElement[]::new));
        return failure;
    }

    /** To throw anything, as the method of a proxy that declares it does. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> RuntimeException undeclared(final Throwable failure) throws T {
        throw (T) failure;
    }
}
