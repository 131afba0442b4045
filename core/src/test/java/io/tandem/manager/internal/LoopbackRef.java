package io.tandem.manager.internal;

import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reaches an object of this process as if it were one of another: all that goes there and comes back is serialized. Proxies stay proxies, which are
 * remote here and local there.
 */
final class LoopbackRef implements ObjectRef {
    private static final AtomicLong IDS = new AtomicLong();
    private static final Map<Long, LoopbackRef> REFS = new ConcurrentHashMap<>();

    private final long id;
    private final Target target;
    private final ReentrantLock lock;
    private final boolean remote;
    private final AtomicInteger calls;

    private LoopbackRef(
            final long id,
            final Target target,
            final ReentrantLock lock,
            final boolean remote,
            final AtomicInteger calls) {
        this.id = id;
        this.target = target;
        this.lock = lock;
        this.remote = remote;
        this.calls = calls;
    }

    /** A way to an object from another process. */
    static LoopbackRef to(final Target target) {
        final LoopbackRef ref =
                new LoopbackRef(IDS.incrementAndGet(), target, new ReentrantLock(), true, new AtomicInteger());
        REFS.put(ref.id, ref);
        return ref;
    }

    /** The same to a new one. */
    static LoopbackRef to(final ProxyKind kind, final @Nullable Object initial) {
        return to(kind.target(initial));
    }

    /** The way to the same object from its own process. */
    LoopbackRef local() {
        return new LoopbackRef(id, target, lock, false, calls);
    }

    /** How many calls came. */
    int calls() {
        return calls.get();
    }

    static void forgetAll() {
        REFS.clear();
    }

    @Override
    public @Nullable Object call(final int operation, final @Nullable Object... arguments) {
        return execute(operation, remote ? (Object[]) copy(arguments, false) : arguments);
    }

    @Override
    public @Nullable Object callOr(
            final Supplier<? extends @Nullable Object> fallback,
            final int operation,
            final @Nullable Object... arguments) {
        final Object[] sent;
        try {
            sent = remote ? (Object[]) copy(arguments, false) : arguments;
        } catch (final NotTransferableException e) {
            return fallback.get();
        }
        return execute(operation, sent);
    }

    private @Nullable Object execute(final int operation, final @Nullable Object[] arguments) {
        calls.incrementAndGet();
        lock.lock();
        try {
            final Object result = target.invoke(operation, arguments);
            return remote ? copy(result, true) : result;
        } catch (final Throwable t) {
            throw LoopbackRef.<RuntimeException>undeclared(t);
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T undeclared(final Throwable failure) throws T {
        throw (T) failure;
    }

    private static @Nullable Object copy(final @Nullable Object value, final boolean toClient) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output output = new Output(bytes)) {
            output.writeObject(value);
        } catch (final NotSerializableException e) {
            throw new NotTransferableException("Can't travel.", e);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        try (Input input = new Input(new ByteArrayInputStream(bytes.toByteArray()), toClient)) {
            return input.readObject();
        } catch (final IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean isRemote() {
        return remote;
    }

    @Override
    public Transferable.Token depart(final Transfer transfer, final ProxyShape shape) {
        throw new UnsupportedOperationException("The streams here replace proxies themselves.");
    }

    @Override
    public @Nullable Object callInterruptibly(final int operation, final @Nullable Object... arguments) {
        return call(operation, arguments);
    }

    @Override
    public Host host() {
        throw new UnsupportedOperationException("No server has it.");
    }

    @Override
    public long number() {
        return id;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof LoopbackRef ref && ref.id == id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    /** What travels in the place of a proxy. */
    private record Token(long id, ProxyKind kind) implements Serializable {}

    private static final class Output extends ObjectOutputStream {
        Output(final OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(final Object object) {
            return object instanceof ManagedProxy proxy
                    ? new Token(
                            ((LoopbackRef) proxy.managedRef()).id,
                            proxy.managedShape().kind())
                    : object;
        }
    }

    private static final class Input extends ObjectInputStream {
        private final boolean toClient;

        Input(final InputStream in, final boolean toClient) throws IOException {
            super(in);
            this.toClient = toClient;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(final Object object) {
            if (!(object instanceof Token token)) {
                return object;
            }
            final LoopbackRef ref = REFS.get(token.id());
            return token.kind().proxy(toClient ? ref : ref.local());
        }
    }
}
