package io.tandem.testing;

import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.os.OperatingSystems;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;

/**
 * Makes the n-th call of this thread to the operating system fail, without its being made. Ends when closed.
 */
public final class FailingOperatingSystem implements AutoCloseable {
    /** Plain lookups that can't fail, and a close, which has nothing to undo. */
    private static final Set<String> SAFE = Set.of("userId", "processors", "closeDescriptor");

    private final Thread thread = Thread.currentThread();
    private final int deadly;
    private final OperatingSystem real;
    private int calls;
    private String failed;

    private FailingOperatingSystem(final int deadly) {
        this.deadly = deadly;
        real = OperatingSystem.current();
        OperatingSystems.replace((OperatingSystem) Proxy.newProxyInstance(
                FailingOperatingSystem.class.getClassLoader(),
                new Class<?>[] {OperatingSystem.class},
                (proxy, method, arguments) -> call(method, arguments)));
    }

    /** Fails that call; the first is 1. */
    public static FailingOperatingSystem at(final int call) {
        return new FailingOperatingSystem(call);
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
        OperatingSystems.replace(real);
    }

    private Object call(final Method method, final Object[] arguments) throws Throwable {
        if (Thread.currentThread() == thread && !SAFE.contains(method.getName()) && ++calls == deadly) {
            failed = method.getName();
            throw new OperatingSystemException(
                    method.getName(), pathIn(arguments), 5, "EIO", "This failure was injected by a test.", null);
        }
        try {
            return method.invoke(real, arguments);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Path pathIn(final Object[] arguments) {
        if (arguments != null) {
            for (final Object argument : arguments) {
                if (argument instanceof Path path) {
                    return path;
                }
            }
        }
        return null;
    }
}
