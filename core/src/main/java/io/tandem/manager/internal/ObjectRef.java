package io.tandem.manager.internal;

import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a proxy reaches its object; public as {@link ManagedProxy} is. Two that are equal reach the same one. Safe for threads. */
public interface ObjectRef {
    /**
     * Executes an operation, all of it under the object's lock if it is one of a collection, value or guarded service. An interrupt doesn't end it; the
     * thread stays interrupted.
     *
     * @param operation number of it, as the kind of the object has them.
     * @param arguments plain values, serializable objects, shared objects, proxies.
     * @return what it returns.
     * @throws RuntimeException what it throws; a checked exception comes as it is, undeclared.
     */
    @Nullable
    Object call(int operation, @Nullable Object... arguments);

    /** The same for an operation that may be interrupted: an interrupt is passed on to it, and it says what comes of that. */
    @Nullable
    Object callInterruptibly(int operation, @Nullable Object... arguments) throws InterruptedException;

    /**
     * The same with a function among the arguments, that may have to run here instead. The fallback is for arguments that can't travel alone: a
     * {@link io.tandem.segment.NotTransferableException} from the server comes after the function has run, and is thrown.
     *
     * @param fallback  gives the result when the arguments can't travel; nothing was sent then.
     * @param operation number of it.
     * @param arguments of it.
     * @return what it, or the fallback, returns.
     */
    @Nullable
    Object callOr(Supplier<? extends @Nullable Object> fallback, int operation, @Nullable Object... arguments);

    /** Whether arguments and results are copied on the way. If not, the object lives here, and what is read is what it holds. */
    boolean isRemote();

    /** What travels in the place of a proxy. */
    Transferable.Token depart(Transfer transfer, ProxyShape shape);

    /** What has the object. */
    Host host();

    /** For messages: its number there. */
    long number();
}
