package io.tandem.pool.internal;

import io.tandem.TandemException;
import io.tandem.codec.internal.ObjectBytes;
import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import java.util.concurrent.Callable;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A worker's functions, by the numbers that the pool gave them. Used by the thread that runs tasks. */
final class FunctionTable {
    /** Stands for a function that couldn't be had, in each task that needs it. */
    private record Missing(Throwable reason) {}

    private final Long2ObjectHashMap<Object> functions = new Long2ObjectHashMap<>();
    private final ClassLoader loader;
    private final Domain domain;

    FunctionTable(final ClassLoader loader, final Domain domain) {
        this.loader = loader;
        this.domain = domain;
    }

    /** Takes a definition in. What is wrong with it is told by the tasks that need it. */
    void define(final Frame frame) {
        Object function;
        try {
            function = read(frame.body instanceof byte[] definition ? definition : null);
            if (function instanceof LambdaShape shape) {
                function = shape.factory(loader);
            }
        } catch (final Exception | Error e) {
            function = new Missing(e);
        }
        functions.put(frame.function, function);
    }

    void forget(final long number) {
        functions.remove(number);
    }

    /** For {@link #apply}; null if there is none. */
    @Nullable
    Object get(final long number) {
        return functions.get(number);
    }

    /** Runs a task for one item or none: a function applied to the body, or one that is made of the body. */
    @Nullable
    Object invoke(final Frame frame) throws Throwable {
        final Object body = frame.take(domain);
        if (frame.function == 0) {
            return apply(read((byte[]) body), null);
        }
        final Object function = functions.get(frame.function);
        if (function instanceof LambdaShape.Factory factory) {
            final Object[] captured =
                    frame.form == FrameDescriptor.MANY && body instanceof Object[] several ? several : one(body);
            return apply(factory.make(captured), null);
        }
        return apply(function, body);
    }

    @SuppressWarnings("NullAway") // a lambda may have captured null
    private static Object[] one(final @Nullable Object captured) {
        return new Object[] {captured};
    }

    private Object read(final byte @Nullable [] definition) {
        if (definition == null) {
            throw new TandemException("A task has arrived without its function.");
        }
        final Arrival arrival = new Arrival(domain, 0);
        try {
            return ObjectBytes.readTask(definition, loader, arrival);
        } catch (final Throwable t) {
            arrival.closeArrived();
            throw t;
        } finally {
            arrival.leaveToSender();
        }
    }

    /** Applies a function to an argument; two-sided ones to a pair of them. */
    // The pool's methods hold functions and arguments together, and null is an item as any.
    @SuppressWarnings({"unchecked", "NullAway"})
    @Nullable
    Object apply(final @Nullable Object function, final @Nullable Object argument) throws Throwable {
        if (function instanceof RemoteFunction<?, ?> of) {
            return ((RemoteFunction<Object, Object>) of).apply(argument);
        }
        if (function instanceof RemoteCallable<?> callable) {
            return callable.call();
        }
        if (function instanceof RemoteConsumer<?> consumer) {
            ((RemoteConsumer<Object>) consumer).accept(argument);
            return null;
        }
        if (function instanceof RemoteBiFunction<?, ?, ?> of) {
            final Object[] pair = (Object[]) argument;
            return ((RemoteBiFunction<Object, Object, Object>) of).apply(pair[0], pair[1]);
        }
        if (function instanceof RemoteRunnable runnable) {
            runnable.execute();
            return null;
        }
        if (function instanceof Missing missing) {
            throw missing.reason;
        }
        if (function instanceof Callable<?> callable) {
            return callable.call();
        }
        if (function instanceof Runnable runnable) {
            runnable.run();
            return null;
        }
        throw new TandemException("A task asks for a function that this worker doesn't have.");
    }
}
