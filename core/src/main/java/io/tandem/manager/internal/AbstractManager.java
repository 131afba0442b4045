package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteFunction;
import io.tandem.manager.ManagedList;
import io.tandem.manager.ManagedMap;
import io.tandem.manager.ManagedSet;
import io.tandem.manager.ManagedValue;
import io.tandem.manager.Manager;
import io.tandem.manager.ManagerDiedException;
import io.tandem.manager.ManagerStats;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.Carrier;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLock;
import io.tandem.sync.SharedSemaphore;
import io.tandem.value.SharedDoubleArray;
import io.tandem.value.SharedIntArray;
import io.tandem.value.SharedLongArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A manager: a proxy like those of its objects. */
abstract class AbstractManager implements Manager, ManagedProxy {
    @Override
    public final ProxyShape managedShape() {
        return ProxyShape.of(ProxyKind.MANAGER);
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // what the operation makes
    private <T extends @Nullable Object> T call(final int operation, final @Nullable Object... arguments) {
        return (T) managedRef().call(operation, arguments);
    }

    private Domain domain() {
        return managedRef().host().domain();
    }

    @Override
    public final String name() {
        return managedRef().host().name();
    }

    @Override
    public final long pid() {
        return managedRef().host().pid();
    }

    @Override
    public final boolean isAlive() {
        return managedRef().host().isAlive();
    }

    // ---- collections and values

    @Override
    public final <E extends @Nullable Object> ManagedList<E> list() {
        return call(ManagerOperations.MAKE, ProxyKind.LIST, null);
    }

    @Override
    public final <E extends @Nullable Object> ManagedList<E> list(final String name) {
        return call(ManagerOperations.NAMED, required(name), ProxyKind.LIST, null);
    }

    @Override
    public final <E extends @Nullable Object> ManagedList<E> list(final Collection<? extends E> elements) {
        return call(ManagerOperations.MAKE, ProxyKind.LIST, new ArrayList<>(elements));
    }

    @Override
    public final <K, V> ManagedMap<K, V> map() {
        return call(ManagerOperations.MAKE, ProxyKind.MAP, null);
    }

    @Override
    public final <K, V> ManagedMap<K, V> map(final String name) {
        return call(ManagerOperations.NAMED, required(name), ProxyKind.MAP, null);
    }

    @Override
    public final <K, V> ManagedMap<K, V> map(final Map<? extends K, ? extends V> entries) {
        return call(ManagerOperations.MAKE, ProxyKind.MAP, new LinkedHashMap<>(entries));
    }

    @Override
    public final <E> ManagedSet<E> set() {
        return call(ManagerOperations.MAKE, ProxyKind.SET, null);
    }

    @Override
    public final <E> ManagedSet<E> set(final String name) {
        return call(ManagerOperations.NAMED, required(name), ProxyKind.SET, null);
    }

    @Override
    public final <E> ManagedSet<E> set(final Collection<? extends E> elements) {
        return call(ManagerOperations.MAKE, ProxyKind.SET, new ArrayList<>(elements));
    }

    @Override
    public final <T extends @Nullable Object> ManagedValue<T> value(final T initial) {
        return call(ManagerOperations.MAKE, ProxyKind.VALUE, initial);
    }

    @Override
    public final <T extends @Nullable Object> ManagedValue<T> value(final String name, final T initial) {
        return call(ManagerOperations.NAMED, required(name), ProxyKind.VALUE, initial);
    }

    // ---- services

    @Override
    public final <T> T create(final Class<T> type, final RemoteCallable<? extends T> factory) {
        return serve(type, ManagerOperations.SERVE, type, factory, false);
    }

    @Override
    public final <T> T create(final String name, final Class<T> type, final RemoteCallable<? extends T> factory) {
        return serve(type, ManagerOperations.NAMED_SERVICE, required(name), type, factory, false);
    }

    @Override
    public final <T> T createGuarded(final Class<T> type, final RemoteCallable<? extends T> factory) {
        return serve(type, ManagerOperations.SERVE, type, factory, true);
    }

    @Override
    public final <T> T createGuarded(
            final String name, final Class<T> type, final RemoteCallable<? extends T> factory) {
        return serve(type, ManagerOperations.NAMED_SERVICE, required(name), type, factory, true);
    }

    private <T> T serve(final Class<T> type, final int operation, final @Nullable Object... arguments) {
        MethodTable.of(type); // refuses what isn't an interface
        return type.cast(this.<Object>call(operation, arguments));
    }

    private static String required(final String name) {
        return Objects.requireNonNull(name, "the name");
    }

    @Override
    public final <P, R extends @Nullable Object> R atomically(
            final P proxy, final RemoteFunction<? super P, ? extends R> action) {
        final Host host =
                proxy instanceof ManagedProxy managed ? managed.managedRef().host() : null;
        if (host != null && !host.isAlive()) {
            managedAnew(host);
        }
        if (!managedRef().host().equals(host)) {
            throw new IllegalArgumentException("Only a proxy of this manager can be used atomically in it, and "
                    + proxy.getClass().getTypeName() + " is none.");
        }
        return call(ManagerOperations.ATOMICALLY, proxy, Objects.requireNonNull(action, "action"));
    }

    private static void managedAnew(final Host dead) {
        throw new ManagerDiedException("The proxy that is to be used atomically is one of " + dead
                + ", whose server is dead. Get a new one from the manager.");
    }

    // ---- shared objects

    @Override
    public final SharedLock lock() {
        return SharedLock.builder().domain(domain()).create();
    }

    @Override
    public final SharedLock lock(final String name) {
        return share(name, SharedLock.class, SharedLock::create);
    }

    @Override
    public final SharedSemaphore semaphore(final int permits) {
        return SharedSemaphore.builder(permits).domain(domain()).create();
    }

    @Override
    public final SharedSemaphore semaphore(final String name, final int permits) {
        return share(name, SharedSemaphore.class, () -> SharedSemaphore.create(permits));
    }

    @Override
    public final SharedEvent event() {
        return SharedEvent.builder().domain(domain()).create();
    }

    @Override
    public final SharedEvent event(final String name) {
        return share(name, SharedEvent.class, SharedEvent::create);
    }

    @Override
    public final SharedBarrier barrier(final int parties) {
        return SharedBarrier.builder(parties).domain(domain()).create();
    }

    @Override
    public final SharedBarrier barrier(final String name, final int parties) {
        return share(name, SharedBarrier.class, () -> SharedBarrier.create(parties));
    }

    @Override
    public final <E> SharedQueue<E> queue(final Class<E> type) {
        return SharedQueue.builder(type).domain(domain()).create();
    }

    @Override
    @SuppressWarnings("unchecked") // as is looked at
    public final <E> SharedQueue<E> queue(final String name, final Class<E> type) {
        final SharedQueue<E> queue = share(name, SharedQueue.class, () -> SharedQueue.create(type));
        final Class<?> found = ((Carrier) queue).itemType();
        if (found.equals(type)) {
            return queue;
        }
        if (managedRef().isRemote()) {
            queue.close();
        }
        throw new IllegalArgumentException("The queue \"" + name + "\" of " + this + " was made for items of type "
                + found.getTypeName() + ", and " + type.getTypeName() + " was asked for.");
    }

    @Override
    public final SharedIntArray array(final int... elements) {
        final SharedIntArray array =
                SharedIntArray.builder(elements.length).domain(domain()).create();
        array.set(0, elements, 0, elements.length);
        return array;
    }

    @Override
    public final SharedLongArray array(final long... elements) {
        final SharedLongArray array =
                SharedLongArray.builder(elements.length).domain(domain()).create();
        array.set(0, elements, 0, elements.length);
        return array;
    }

    @Override
    public final SharedDoubleArray array(final double... elements) {
        final SharedDoubleArray array =
                SharedDoubleArray.builder(elements.length).domain(domain()).create();
        array.set(0, elements, 0, elements.length);
        return array;
    }

    @Override
    public final <T extends SharedObject> T share(
            final String name, final Class<T> type, final RemoteCallable<? extends T> factory) {
        return type.cast(this.<Object>call(
                ManagerOperations.SHARE, required(name), type.getName(), Objects.requireNonNull(factory, "factory")));
    }

    // ---- the manager

    @Override
    public final boolean remove(final String name) {
        return (Boolean) Objects.requireNonNull(managedRef().call(ManagerOperations.REMOVE, required(name)));
    }

    @Override
    public final ManagerStats stats() {
        final long[] figures = call(ManagerOperations.STATS);
        return new ManagerStats((int) figures[0], (int) figures[1], (int) figures[2], (int) figures[3], figures[4]);
    }

    @Override
    public final boolean equals(final @Nullable Object other) {
        return other instanceof AbstractManager proxy && managedRef().equals(proxy.managedRef());
    }

    @Override
    public final int hashCode() {
        return managedRef().hashCode();
    }

    @Override
    public final String toString() {
        return managedRef().host().toString();
    }
}
