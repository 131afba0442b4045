package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TandemException;
import io.tandem.os.OperatingSystemException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Makes the n-th call of this thread to the operating system fail, without its being made. Ends when closed.
 */
public final class FailingOperatingSystem implements AutoCloseable {
    /** Plain lookups that can't fail, and a close, which has nothing to undo. */
    private static final Set<String> SAFE = Set.of("userId", "processors", "closeDescriptor");

    private static final int MOST_CALLS = 300;

    private final Thread thread = Thread.currentThread();
    private final int deadly;
    private final InterceptedSystem system = InterceptedSystem.install(this::call);
    private int calls;
    private String failed;

    private FailingOperatingSystem(final int deadly) {
        this.deadly = deadly;
    }

    /** Fails that call; the first is 1. */
    public static FailingOperatingSystem at(final int call) {
        return new FailingOperatingSystem(call);
    }

    /** A part of a test. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /** What is to hold after a failure. */
    @FunctionalInterface
    public interface Check {
        /** The exception, or null if the operation came to its end all the same. */
        void run(TandemException failure) throws Exception;
    }

    /**
     * Lets every single call that an operation makes fail, one at a time, until it gets by without. Whatever fails, it must be told by the
     * one exception that users catch.
     *
     * @return how many calls there were to fail.
     */
    public static int failEachCall(final Step before, final Step operation, final Check after) throws Exception {
        boolean failed = true;
        int call = 0;
        while (failed) {
            call++;
            before.run();
            final FailingOperatingSystem system = FailingOperatingSystem.at(call);
            final TandemException failure;
            try (system) {
                failure = attempt(operation);
            } catch (final Throwable t) {
                throw new AssertionError("at failure of call " + system.failedCall(), t);
            }
            failed = system.hasFailed();
            try {
                after.run(failure);
            } catch (final Throwable t) {
                if (failure != null) {
                    t.addSuppressed(failure);
                }
                throw new AssertionError("after failure of call " + system.failedCall(), t);
            }
            assertThat(call).isLessThan(MOST_CALLS);
        }
        return call - 1;
    }

    private static TandemException attempt(final Step operation) throws Exception {
        try {
            operation.run();
            return null;
        } catch (final TandemException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            return e;
        }
    }

    /** Whether that call was reached. */
    public boolean hasFailed() {
        return failed != null;
    }

    /** The call that failed, for messages. */
    public String failedCall() {
        return deadly + ": " + failed;
    }

    @Override
    public void close() {
        system.close();
    }

    private Object call(final InterceptedSystem.Call call) throws Throwable {
        if (Thread.currentThread() == thread && !SAFE.contains(call.name()) && ++calls == deadly) {
            failed = call.name();
            throw new OperatingSystemException(
                    call.name(), pathIn(call.arguments()), 5, "EIO", "This failure was injected by a test.", null);
        }
        return call.passOn();
    }

    private static Path pathIn(final Object[] arguments) {
        for (final Object argument : arguments) {
            if (argument instanceof Path path) {
                return path;
            }
        }
        return null;
    }
}
