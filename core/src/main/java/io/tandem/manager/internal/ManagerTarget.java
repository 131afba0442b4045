package io.tandem.manager.internal;

import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteFunction;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.Transferable;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a manager does in its server. */
final class ManagerTarget implements Target {
    private final Server server;

    ManagerTarget(final Server server) {
        this.server = server;
    }

    @Override
    public @Nullable Object invoke(final int operation, final @Nullable Object[] arguments) throws Throwable {
        return switch (operation) {
            case ManagerOperations.MAKE -> server.make((ProxyKind) required(arguments, 0), arguments[1]).proxy;
            case ManagerOperations.NAMED -> {
                final ProxyKind kind = (ProxyKind) required(arguments, 1);
                yield server.names()
                        .entry(
                                (String) required(arguments, 0),
                                ProxyShape.of(kind),
                                () -> server.make(kind, arguments[2]))
                        .proxy;
            }
            case ManagerOperations.SERVE ->
                service((Class<?>) required(arguments, 0), arguments[1], (Boolean) required(arguments, 2)).proxy;
            case ManagerOperations.NAMED_SERVICE ->
                named((String) required(arguments, 0), (Class<?>) required(arguments, 1), arguments[2], (Boolean)
                                required(arguments, 3))
                        .proxy;
            case ManagerOperations.SHARE ->
                server.names().shared((String) required(arguments, 0), (String) required(arguments, 1), () ->
                        (SharedObject) ((RemoteCallable<?>) required(arguments, 2)).call());
            case ManagerOperations.REMOVE -> server.names().remove((String) required(arguments, 0));
            case ManagerOperations.ATOMICALLY -> {
                final AtomicReference<@Nullable Object> result = new AtomicReference<>();
                atomically(required(arguments, 0), arguments[1], result::set);
                yield result.get();
            }
            case ManagerOperations.LEASE -> {
                final long number = (Long) required(arguments, 0);
                final Entry entry = server.entry(number);
                yield (Transferable) transfer -> server.departLease(entry, transfer);
            }
            case ManagerOperations.STATS -> stats();
            default ->
                throw new IllegalArgumentException("A manager has no operation " + operation
                        + ". Use the same version of Tandem in all processes.");
        };
    }

    @Override
    public void execute(final int operation, final @Nullable Object[] arguments, final Consumer<@Nullable Object> sink)
            throws Throwable {
        if (operation == ManagerOperations.ATOMICALLY) {
            atomically(required(arguments, 0), arguments[1], sink); // under the lock of the object that it is about
        } else {
            sink.accept(invoke(operation, arguments));
        }
    }

    private static Object required(final @Nullable Object[] arguments, final int index) {
        return Objects.requireNonNull(arguments[index]);
    }

    private Entry named(final String name, final Class<?> type, final @Nullable Object factory, final boolean guarded)
            throws Exception {
        final Entry entry = server.names().entry(name, ProxyShape.of(type), () -> service(type, factory, guarded));
        if ((entry.guard != null) != guarded) {
            throw new IllegalArgumentException("\"" + name + "\" was made by "
                    + (guarded
                            ? "create(...), whose calls run at the same time"
                            : "createGuarded(...), whose calls run one by one")
                    + ". Ask for it in that way, or remove(...) that name.");
        }
        return entry;
    }

    private Entry service(final Class<?> type, final @Nullable Object factory, final boolean guarded) throws Exception {
        final Object object = ((RemoteCallable<?>) Objects.requireNonNull(factory)).call();
        if (!type.isInstance(object)) {
            throw new IllegalArgumentException("The factory of a " + type.getTypeName() + " returned "
                    + (object == null ? "null" : "a " + object.getClass().getTypeName())
                    + ". Let it return an object that implements the interface.");
        }
        return server.serve(type, object, guarded);
    }

    @SuppressWarnings("unchecked") // of the proxy's type, as the caller's compiler has seen to
    private void atomically(final Object proxy, final @Nullable Object action, final Consumer<@Nullable Object> sink)
            throws Throwable {
        final Entry entry = proxy instanceof ManagedProxy managed && managed.managedRef() instanceof LocalRef local
                ? local.entry()
                : null;
        final Guard guard = entry == null ? null : entry.guard;
        if (entry == null || guard == null) {
            throw new IllegalArgumentException(
                    proxy.getClass().getTypeName()
                            + " can't be used atomically in " + server
                            + ": it is no proxy of this manager, or one of a service of which calls are executed at the same time. Make such a service by createGuarded(...).");
        }
        guard.enterInterruptibly(entry);
        try {
            sink.accept(apply((RemoteFunction<Object, Object>) Objects.requireNonNull(action), proxy));
        } finally {
            entry.target.touched();
            guard.exit();
        }
    }

    private static @Nullable Object apply(final RemoteFunction<Object, Object> action, final Object proxy) {
        try {
            return action.apply(proxy);
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new CompletionException(e);
        }
    }

    private long[] stats() {
        return new long[] {
            server.count() + server.names().sharedObjects(),
            server.clients().count(),
            server.threads().count(),
            server.threads().running(),
            server.threads().calls()
        };
    }
}
