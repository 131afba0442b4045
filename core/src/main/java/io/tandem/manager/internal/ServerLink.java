package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.manager.ManagerDiedException;
import io.tandem.segment.Domain;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Carrier;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Transfer;
import io.tandem.wait.internal.Uninterruptibly;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's way to a server, for any number of threads. */
final class ServerLink implements Host {
    private static final long FAREWELL_MILLIS = 1000;

    private final ManagerAddress given;
    private final Domain domain;
    private final SharedQueue<Call> calls;
    private final long channel;
    private final Lines lines;
    /** Guarded by itself. */
    private final Map<Long, WeakReference<RemoteRef>> known = new HashMap<>();

    /** For which there was no room. */
    private final Queue<Call> unsent = new ConcurrentLinkedQueue<>();

    /** That aren't gone. Guarded by {@link ServerLinks}. */
    int references;

    private volatile int server;
    /** For what must not wait behind calls; null until the server has said who it is. */
    private volatile @Nullable SharedQueue<Call> control;

    /** Tells while {@link #server} isn't known. */
    private volatile BooleanSupplier starts = () -> true;

    private volatile @Nullable String ended;

    ServerLink(final ManagerAddress address, final Domain domain) {
        given = address;
        this.domain = domain;
        calls = address.calls();
        channel = ((Carrier) calls).channel();
        server = address.server();
        lines = new Lines(this, ProcessRegistry.of(domain).own());
    }

    long identity() {
        return given.identity();
    }

    @Override
    public Domain domain() {
        return domain;
    }

    SharedQueue<Call> calls() {
        return calls;
    }

    @Nullable
    String filter() {
        return given.filter();
    }

    @Override
    public String name() {
        return given.name();
    }

    @Override
    public long pid() {
        return given.pid();
    }

    /** The server was just started: how to tell whether it lives until it has said who it is. */
    void starts(final BooleanSupplier isAlive, final SharedQueue<Call> newControl) {
        starts = isAlive;
        control = newControl;
    }

    /** Whether a line that opens is to bring the way for what must not wait. */
    boolean needsControl() {
        return control == null;
    }

    /** The server has said who it is. */
    void welcome(final int number, final @Nullable SharedQueue<Call> newControl) {
        server = number;
        if (newControl != null) {
            synchronized (this) {
                if (control == null && ended == null) {
                    control = newControl;
                    return;
                }
            }
            newControl.close();
        }
    }

    /** What others need to call the server; asks it first who it is, if that isn't known yet. */
    ManagerAddress address() {
        if (server == 0) {
            lines.giveBack(lines.borrow());
        }
        return new ManagerAddress(given.identity(), given.name(), server, given.pid(), calls, given.filter());
    }

    /** Whether something is encoded for the server itself. */
    boolean isWayToServer(final Transfer transfer) {
        return transfer.channel() == channel;
    }

    @Nullable
    Object call(final long object, final int operation, final @Nullable Object... arguments) {
        return Answers.result(exchange(object, operation, arguments), this);
    }

    /** The same; if an argument can't travel, and nothing was sent so, gives what a fallback does. */
    @Nullable
    Object callOr(
            final Supplier<? extends @Nullable Object> fallback,
            final long object,
            final int operation,
            final @Nullable Object... arguments) {
        final Call answer;
        try {
            answer = exchange(object, operation, arguments);
        } catch (final NotTransferableException e) {
            return fallback.get();
        }
        return Answers.result(answer, this);
    }

    /** What comes of an interrupt is the answer's matter: it isn't kept for later, unless the method took no notice. */
    @Nullable
    Object callInterruptibly(final long object, final int operation, final @Nullable Object... arguments)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final Call answer;
        final Line line = lines.borrowInterruptibly();
        try {
            answer = line.exchangeInterruptibly(object, operation, arguments);
        } finally {
            lines.giveBack(line);
        }
        if (answer.kind != CallDescriptor.THREW) {
            return Answers.result(answer, this);
        }
        final Throwable failure = Answers.failure(answer, this);
        if (failure instanceof InterruptedException interrupted) {
            Thread.interrupted();
            throw interrupted;
        }
        throw Answers.undeclared(failure);
    }

    private Call exchange(final long object, final int operation, final @Nullable Object[] arguments) {
        final Line line = lines.borrow();
        try {
            return line.exchange(object, operation, arguments);
        } finally {
            lines.giveBack(line);
        }
    }

    // ---- for lines

    /** Puts a request; false if there is no room. */
    boolean offer(final Call request) {
        try {
            return calls.offer(request);
        } catch (final IllegalStateException e) {
            throw closedMeanwhile(e);
        }
    }

    /** The same, that waits for room; false if there was none for so long, and the server lives. */
    boolean offer(final Call request, final long millis) throws InterruptedException {
        try {
            if (calls.offer(request, millis, TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (final IllegalStateException e) {
            throw closedMeanwhile(e);
        }
        requireAlive();
        return false;
    }

    /** Tells the server something that isn't answered; false if there was no room for it for so long. */
    boolean tell(final Call call, final long millis) {
        final SharedQueue<Call> way = control;
        if (way == null) {
            return true; // it knows nothing of this process yet
        }
        try {
            return way.offer(call)
                    || millis > 0 && Uninterruptibly.get(() -> way.offer(call, millis, TimeUnit.MILLISECONDS));
        } catch (final IllegalStateException e) {
            if (ended == null) {
                throw e;
            }
            return true; // nobody is there to hear it
        }
    }

    void requireOpen() {
        final String reason = ended;
        if (reason != null) {
            throw new ManagerDiedException(reason);
        }
    }

    /** Looks closely, and throws if the server is dead. */
    void requireAlive() {
        isAlive();
        requireOpen();
    }

    @Override
    public boolean isAlive() {
        if (ended != null) {
            return false;
        }
        final int number = server;
        if (number == 0 ? starts.getAsBoolean() : ProcessRegistry.of(domain).isAlive(number)) {
            return true;
        }
        end(died(""));
        return false;
    }

    /** For messages: what it means that the server died, and how it did, in a sentence. */
    String died(final String how) {
        return "The server of " + this
                + " died. What it held is gone, and whether a call that was under way was executed isn't known. Start another"
                + " manager, or look for one that was started in its place, and get new proxies."
                + (how.isEmpty() ? "" : " " + how);
    }

    /** What a call throws whose queues are closed. */
    RuntimeException closedMeanwhile(final IllegalStateException e) {
        final String reason = ended;
        return reason == null ? e : new ManagerDiedException(reason);
    }

    // ---- references

    /** One more proxy of an object has arrived. Called by {@link ServerLinks}. */
    RemoteRef adopt(final long object, final boolean counted) {
        synchronized (known) {
            final WeakReference<RemoteRef> before = known.get(object);
            RemoteRef ref = before == null ? null : before.get();
            if (ref == null) {
                ref = new RemoteRef(this, object);
                known.put(object, new WeakReference<>(ref));
                references++;
            }
            if (counted) {
                ref.count();
            }
            return ref;
        }
    }

    /** A reference is gone, and so many counts with it. */
    void release(final long object, final int counted) {
        synchronized (known) {
            final WeakReference<RemoteRef> before = known.get(object);
            if (before != null && before.refersTo(null)) {
                known.remove(object);
            }
        }
        if (counted > 0 && ended == null) {
            final Call call = Call.of(CallDescriptor.RELEASE, lines.base(), counted);
            call.object = object;
            unsent.add(call);
            for (Call next = unsent.peek(); next != null && tell(next, 0); next = unsent.peek()) {
                unsent.remove(next);
            }
        }
        ServerLinks.leave(this);
    }

    // ---- the end

    /** Nobody of this process uses it any more. */
    void close() {
        if (ended == null) {
            tell(Call.of(CallDescriptor.BYE, lines.base(), 0), FAREWELL_MILLIS);
            end("This process has let go of " + this + ".");
        }
    }

    /** Makes all calls, now and later, say so; who calls this later knows more. */
    void end(final String reason) {
        synchronized (this) {
            final boolean before = ended != null;
            ended = reason;
            if (before) {
                return;
            }
        }
        lines.close();
        final SharedQueue<Call> way = control;
        if (way != null) {
            way.close();
        }
        final List<WeakReference<RemoteRef>> references;
        synchronized (known) {
            references = List.copyOf(known.values());
        }
        references.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(RemoteRef::endLease);
        calls.close();
    }

    @Override
    public String toString() {
        return "manager " + given.name() + " (pid " + given.pid() + ")";
    }
}
