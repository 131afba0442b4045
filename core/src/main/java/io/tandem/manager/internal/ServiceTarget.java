package io.tandem.manager.internal;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** An object of the user's in the server, called by its interface. */
final class ServiceTarget implements Target {
    /** Behind the interface's own methods: what the object says of itself. */
    static final int TO_STRING = -1;

    private final MethodHandle[] handles;
    private final Object object;

    ServiceTarget(final MethodTable methods, final Object object) {
        handles = methods.handles();
        this.object = object;
    }

    @Override
    public @Nullable Object invoke(final int operation, final @Nullable Object[] arguments) throws Throwable {
        if (operation == TO_STRING) {
            return object.toString();
        }
        return (Object) handles[operation].invokeExact(object, arguments);
    }
}
