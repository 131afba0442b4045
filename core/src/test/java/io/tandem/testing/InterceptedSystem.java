package io.tandem.testing;

import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystems;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands in for the operating system until closed: every call goes through an interceptor, which may pass it on. */
public final class InterceptedSystem implements AutoCloseable {
    private final OperatingSystem real = OperatingSystem.current();

    private InterceptedSystem(final Interceptor interceptor) {
        OperatingSystems.replace((OperatingSystem) Proxy.newProxyInstance(
                InterceptedSystem.class.getClassLoader(),
                new Class<?>[] {OperatingSystem.class},
                (proxy, method, arguments) ->
                        interceptor.call(new Call(real, method, arguments == null ? new Object[0] : arguments))));
    }

    public static InterceptedSystem install(final Interceptor interceptor) {
        return new InterceptedSystem(interceptor);
    }

    @Override
    public void close() {
        OperatingSystems.replace(real);
    }

    /** What becomes of calls; called by every thread that makes one. */
    @FunctionalInterface
    public interface Interceptor {
        Object call(Call call) throws Throwable;
    }

    /** One call, which the interceptor has in hand. */
    public static final class Call {
        private final OperatingSystem real;
        private final Method method;
        private final Object[] arguments;

        private Call(final OperatingSystem real, final Method method, final Object[] arguments) {
            this.real = real;
            this.method = method;
            this.arguments = arguments;
        }

        public String name() {
            return method.getName();
        }

        /** What was passed; an interceptor may change it. */
        public Object[] arguments() {
            return arguments;
        }

        /** Makes it. */
        public Object passOn() throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (final InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
