package io.tandem.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;

/** A buffer each of whose accesses to memory is a step of a {@link CrashPoint}; it reaches inside Agrona's rings too. */
final class CrashingBuffer {
    private static final Set<String> NO_ACCESS = Set.of(
            "addressOffset",
            "boundsCheck",
            "byteArray",
            "byteBuffer",
            "capacity",
            "checkLimit",
            "equals",
            "hashCode",
            "isExpandable",
            "toString",
            "verifyAlignment",
            "wrap",
            "wrapAdjustment");

    private CrashingBuffer() {}

    static AtomicBuffer around(final AtomicBuffer buffer, final CrashPoint point) {
        return (AtomicBuffer) Proxy.newProxyInstance(
                CrashingBuffer.class.getClassLoader(),
                new Class<?>[] {AtomicBuffer.class},
                (proxy, method, arguments) -> {
                    if (!NO_ACCESS.contains(method.getName())) {
                        point.step(method.getName());
                    }
                    try {
                        return method.invoke(buffer, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
