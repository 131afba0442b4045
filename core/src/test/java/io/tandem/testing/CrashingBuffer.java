package io.tandem.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A buffer each of whose writes is a step of a {@link CrashPoint}; it reaches inside Agrona's rings too. Reads are none: who
 * dies before a read leaves what it leaves before its next write.
 */
final class CrashingBuffer {
    private CrashingBuffer() {}

    static AtomicBuffer around(final AtomicBuffer buffer, final CrashPoint point) {
        return (AtomicBuffer) Proxy.newProxyInstance(
                CrashingBuffer.class.getClassLoader(),
                new Class<?>[] {AtomicBuffer.class},
                (proxy, method, arguments) -> {
                    if (isWrite(method.getName())) {
                        point.step(method.getName());
                    }
                    try {
                        return method.invoke(buffer, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isWrite(final String method) {
        return method.startsWith("put")
                || method.startsWith("getAnd")
                || method.startsWith("compareAnd")
                || method.startsWith("add")
                || method.equals("setMemory");
    }
}
