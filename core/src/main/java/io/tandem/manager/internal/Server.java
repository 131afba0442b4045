package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.manager.Manager;
import io.tandem.segment.Domain;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The table of objects in a server. It holds them weakly: what keeps them are names, {@link Client}s, {@link Lease}s that others hold, and other
 * objects.
 */
final class Server implements Host {
    /** Of this process, once it is one. */
    private static volatile @Nullable Server instance;

    private final ManagerAddress address;
    private final SharedQueue<Call> control;
    private final Domain domain;
    private final Clients clients;
    private final ServerThreads threads;
    private final Names names = new Names(this);
    private final Map<Long, Weak> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Entry> unreachable = new ReferenceQueue<>();
    /** Those with a lease that others may hold. */
    private final Map<Long, Entry> leased = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong(ManagerOperations.OBJECT);
    private final Entry manager;
    /** A call was executed since the last snapshot began: what it may have changed isn't looked at. */
    private volatile boolean touched;

    private volatile boolean endIsDue;

    private static final class Weak extends WeakReference<Entry> {
        private final long number;

        Weak(final Entry entry, final ReferenceQueue<Entry> queue) {
            super(entry, queue);
            number = entry.number;
        }
    }

    Server(final ManagerAddress address, final SharedQueue<Call> control, final Domain domain, final int mostThreads) {
        this.address = address;
        this.control = control;
        threads = new ServerThreads(this, mostThreads);
        this.domain = domain;
        clients = new Clients(domain);
        manager = new Entry(
                this, ManagerOperations.OBJECT, ProxyShape.of(ProxyKind.MANAGER), new ManagerTarget(this), false);
        entries.put(manager.number, new Weak(manager, unreachable));
    }

    /** This process serves from now on. */
    void install() {
        instance = this;
    }

    /** The server with an identity, if this process is it. */
    static @Nullable Server of(final long identity) {
        final Server server = instance;
        return server == null || server.identity() != identity ? null : server;
    }

    /** The server that this process is, or null. */
    static @Nullable Server current() {
        return instance;
    }

    long identity() {
        return address.identity();
    }

    ManagerAddress address() {
        return address;
    }

    /** By which clients tell what must not wait behind calls. */
    SharedQueue<Call> control() {
        return control;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public String name() {
        return address.name();
    }

    @Override
    public long pid() {
        return address.pid();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    Clients clients() {
        return clients;
    }

    Names names() {
        return names;
    }

    /** The manager as this process's own code sees it. */
    Manager manager() {
        return (Manager) manager.proxy;
    }

    ServerThreads threads() {
        return threads;
    }

    // ---- objects

    Entry add(final ProxyShape shape, final Target target, final boolean guarded) {
        final Entry entry = new Entry(this, numbers.incrementAndGet(), shape, target, guarded);
        entries.put(entry.number, new Weak(entry, unreachable));
        return entry;
    }

    /** A collection or value. */
    Entry make(final ProxyKind kind, final @Nullable Object content) {
        return add(ProxyShape.of(kind), kind.target(content), true);
    }

    Entry serve(final Class<?> type, final Object object, final boolean guarded) {
        return add(ProxyShape.of(type), new ServiceTarget(MethodTable.of(type), object), guarded);
    }

    /** The object with a number. */
    Entry entry(final long number) {
        final Weak known = entries.get(number);
        final Entry entry = known == null ? null : known.get();
        if (entry == null) {
            throw new ObjectNotFoundException(
                    "Object " + number + " isn't in " + this
                            + " any more: nobody that the server knows of could reach it. Was its proxy kept outside of Tandem, as in a file?");
        }
        return entry;
    }

    int count() {
        return entries.size() - 1;
    }

    /** A call was executed. */
    void touch() {
        if (!touched) { // most often it is, and then all threads only read
            touched = true;
        }
    }

    /** Whether any was executed since this was asked the last time. */
    boolean takeTouched() {
        final boolean any = touched;
        touched = false;
        return any;
    }

    // ---- leases

    /** Sends what an object lives by while its proxy travels between others: held for the receiver before {@link #sweep} can look at it. */
    Transferable.Token departLease(final Entry entry, final Transfer transfer) {
        synchronized (leased) {
            Lease lease = entry.lease;
            if (lease == null) {
                lease = Lease.create(domain);
                entry.lease = lease;
                leased.put(entry.number, entry);
            }
            return lease.depart(transfer);
        }
    }

    /** Ends leases that nobody else holds, and forgets objects that nobody can reach. */
    void sweep() {
        synchronized (leased) {
            leased.values().removeIf(entry -> {
                final Lease lease = entry.lease;
                if (lease == null || lease.isHeldByOthers()) {
                    return lease == null;
                }
                entry.lease = null;
                lease.close();
                return true;
            });
        }
        for (Weak next = (Weak) unreachable.poll(); next != null; next = (Weak) unreachable.poll()) {
            entries.remove(next.number, next);
        }
    }

    // ---- the end

    /** It was told to end. */
    void endIsDue() {
        endIsDue = true;
    }

    /** Whether it was told to. */
    boolean isEndDue() {
        return endIsDue;
    }

    @Override
    public String toString() {
        return "manager " + address.name() + " (pid " + address.pid() + ")";
    }
}
