package io.tandem.segment.internal;

import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystems;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Does something once, just before this thread first makes a certain call to the operating system. Ends when closed. */
final class InterposedSystem implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final OperatingSystem real = OperatingSystem.current();
    private boolean done;

    /** The action gets the arguments of the call. */
    InterposedSystem(final String call, final Consumer<Object[]> action) {
        OperatingSystems.replace((OperatingSystem) Proxy.newProxyInstance(
                InterposedSystem.class.getClassLoader(),
                new Class<?>[] {OperatingSystem.class},
                (proxy, method, arguments) -> {
                    if (!done
                            && Thread.currentThread() == thread
                            && method.getName().equals(call)) {
                        done = true;
                        action.accept(arguments);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    boolean isDone() {
        return done;
    }

    @Override
    public void close() {
        OperatingSystems.replace(real);
    }
}
