package io.tandem.testing;

import io.tandem.segment.internal.SharedBuffers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Does something in the middle of an operation, as if another process had just then done it: before or after each access of one
 * kind to shared memory, by whichever thread, through buffers that are made until it is closed. The action's own accesses
 * should go through others.
 */
public final class HookedBuffers implements AutoCloseable {
    private final UnaryOperator<AtomicBuffer> realDecorator;

    private HookedBuffers(final String method, final Runnable before, final Runnable after) {
        realDecorator = SharedBuffers.decorate(buffer -> hooked(buffer, method, before, after));
    }

    /** Before each call of a method of {@link AtomicBuffer}. */
    public static HookedBuffers before(final String method, final Runnable action) {
        return new HookedBuffers(method, action, () -> {});
    }

    /** After it. */
    public static HookedBuffers after(final String method, final Runnable action) {
        return new HookedBuffers(method, () -> {}, action);
    }

    private static AtomicBuffer hooked(
            final AtomicBuffer buffer, final String hookedMethod, final Runnable before, final Runnable after) {
        return (AtomicBuffer) Proxy.newProxyInstance(
                HookedBuffers.class.getClassLoader(),
                new Class<?>[] {AtomicBuffer.class},
                (proxy, method, arguments) -> {
                    final boolean hooked = method.getName().equals(hookedMethod);
                    if (hooked) {
                        before.run();
                    }
                    final Object result;
                    try {
                        result = method.invoke(buffer, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (hooked) {
                        after.run();
                    }
                    return result;
                });
    }

    @Override
    public void close() {
        SharedBuffers.decorate(realDecorator);
    }
}
