package io.tandem.manager.internal;

import io.tandem.manager.ManagedSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;

/** A set in the server, as its users see it: the keys of a map. */
final class SetProxy<E> extends MapSetView<E> implements ManagedSet<E>, ManagedProxy {
    SetProxy(final ObjectRef ref) {
        super(ref, MapPart.KEYS);
    }

    @Override
    public ObjectRef managedRef() {
        return ref();
    }

    @Override
    public ProxyShape managedShape() {
        return ProxyShape.of(ProxyKind.SET);
    }

    @Override
    public boolean add(final E element) {
        return Proxies.isTrue(ref().call(MapOperations.ADD, element));
    }

    @Override
    public boolean addAll(final Collection<? extends E> elements) {
        return Proxies.isTrue(ref().call(MapOperations.ADD_ALL, (Object) elements.toArray()));
    }

    @Override
    public Spliterator<E> spliterator() {
        return super.spliterator();
    }

    @Override
    @SuppressWarnings("unchecked") // the object holds what its proxies have put in
    public Set<E> snapshot() {
        final Set<E> copy = new LinkedHashSet<>((List<E>) Arrays.asList(toArray()));
        return new ReadOnlySet<>(copy, copy);
    }

    @Override
    public String toString() {
        return Proxies.textOrDeath(this, super::toString);
    }
}
