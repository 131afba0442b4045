package io.tandem.manager.internal;

import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's reference to an object: one for each object and link, whatever number of proxies share it. When nobody can reach it any more, the
 * server is told.
 */
final class RemoteRef implements ObjectRef {
    private static final Cleaner CLEANER = Cleaner.create(task -> {
        final Thread thread = new Thread(task, "tandem-manager-references");
        thread.setDaemon(true);
        return thread;
    });

    private final ServerLink link;
    private final long object;
    private final Holding holding;

    RemoteRef(final ServerLink link, final long object) {
        this.link = link;
        this.object = object;
        holding = new Holding(link, object);
        CLEANER.register(this, holding);
    }

    ServerLink link() {
        return link;
    }

    /** The server has counted one more for this process. */
    void count() {
        holding.count();
    }

    /** A lease has arrived; false if there is one already. */
    boolean adopt(final Lease lease) {
        return holding.adopt(lease);
    }

    /** The object is gone with its server. */
    void endLease() {
        holding.endLease();
    }

    @Override
    public @Nullable Object call(final int operation, final @Nullable Object... arguments) {
        try {
            return link.call(object, operation, arguments);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public @Nullable Object callOr(
            final Supplier<? extends @Nullable Object> fallback,
            final int operation,
            final @Nullable Object... arguments) {
        try {
            return link.callOr(fallback, object, operation, arguments);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public @Nullable Object callInterruptibly(final int operation, final @Nullable Object... arguments)
            throws InterruptedException {
        try {
            return link.callInterruptibly(object, operation, arguments);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public Transferable.Token depart(final Transfer transfer, final ProxyShape shape) {
        if (link.isWayToServer(transfer)) {
            return new ProxyToken(link.identity(), object, shape, false, null, null);
        }
        transfer.requireWithin(link.domain(), "The " + shape.describe(object));
        return new ProxyToken(
                link.identity(),
                object,
                shape,
                false,
                link.address(),
                holding.lease().depart(transfer));
    }

    @Override
    public Host host() {
        return link;
    }

    @Override
    public long number() {
        return object;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof RemoteRef ref && ref.object == object && ref.link.identity() == link.identity();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(link.identity() ^ object * 31);
    }

    /** What this process holds of the object, to be given back when the reference is gone. */
    private static final class Holding implements Runnable {
        private final ServerLink link;
        private final long object;
        private int counted;
        private @Nullable Lease lease;

        Holding(final ServerLink link, final long object) {
            this.link = link;
            this.object = object;
        }

        synchronized void count() {
            counted++;
        }

        synchronized boolean adopt(final Lease arrived) {
            if (lease != null) {
                return false;
            }
            lease = arrived;
            return true;
        }

        private synchronized @Nullable Lease known() {
            return lease;
        }

        /** By which the object lives while a proxy is on its way to another process. Asks without the monitor, which answers of other calls need. */
        Lease lease() {
            Lease known = known();
            while (known == null) {
                final Lease asked = (Lease)
                        Objects.requireNonNull(link.call(ManagerOperations.OBJECT, ManagerOperations.LEASE, object));
                if (!adopt(asked)) {
                    asked.close();
                }
                known = known(); // again, if the server has died meanwhile, and the next call says so
            }
            return known;
        }

        synchronized void endLease() {
            if (lease != null) {
                lease.close();
                lease = null;
            }
        }

        @Override
        public void run() {
            try {
                endLease();
            } finally {
                link.release(object, counts());
            }
        }

        private synchronized int counts() {
            return counted;
        }
    }
}
