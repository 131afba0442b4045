package io.tandem.channel.internal;

import io.tandem.segment.internal.DomainState;
import io.tandem.segment.internal.ProcessRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The ends that this process has attached: asking twice gives the same connection, through whatever handle of the pipe. */
final class Attached {
    private static final ConcurrentMap<Key, PipeConnection<?, ?>> CONNECTIONS = new ConcurrentHashMap<>();

    static {
        try {
            ProcessRegistry.whenEndingInOrder(Attached::closeAllAtExit);
        } catch (final IllegalStateException e) {
            System.getLogger(Attached.class.getName())
                    .log(Level.DEBUG, "The JVM ends already; ends that are attached now die with it.", e);
        }
    }

    private Attached() {}

    // Without the monitor, under which a codec may be made. What somebody attaches meanwhile dies with the JVM.
    private static void closeAllAtExit() {
        final List<Attachment> ends = new ArrayList<>();
        CONNECTIONS.values().forEach(connection -> ends.add(connection.attachment()));
        Attachment.closeAllAtExit(ends);
    }

    private record Key(long domain, long objectId, int end, int process) {}

    /** What {@link #attach} does with an end. */
    @FunctionalInterface
    private interface Taking {
        long take(PipeMemory memory, int end);
    }

    /** The first end's connection: the one that this process has, or a new one. */
    @SuppressWarnings("unchecked") // the types stand in the header, and were checked
    static <A, B> PipeConnection<A, B> first(final PipeMemory memory, final PipeTypes<A, B> types) {
        return (PipeConnection<A, B>) attach(memory, 0, types);
    }

    /** The second end's. */
    @SuppressWarnings("unchecked") // as above
    static <A, B> PipeConnection<B, A> second(final PipeMemory memory, final PipeTypes<A, B> types) {
        return (PipeConnection<B, A>) attach(memory, 1, types);
    }

    private static PipeConnection<?, ?> attach(final PipeMemory memory, final int end, final PipeTypes<?, ?> types) {
        final Key key = key(memory, end);
        synchronized (CONNECTIONS) {
            final PipeConnection<?, ?> present = CONNECTIONS.get(key);
            if (present != null && !present.isClosed()) {
                return present;
            }
            memory.retain();
            return connect(memory, end, types, key, Ends::attach);
        }
    }

    /** The connection of an end that was handed over; takes over a handle of the memory. */
    static PipeConnection<?, ?> arrive(
            final PipeMemory memory, final int end, final long departed, final PipeTypes<?, ?> types) {
        synchronized (CONNECTIONS) {
            return connect(memory, end, types, key(memory, end), (m, e) -> Ends.arrive(m, e, departed));
        }
    }

    private static PipeConnection<?, ?> connect(
            final PipeMemory memory, final int end, final PipeTypes<?, ?> types, final Key key, final Taking taking) {
        final Attachment attachment;
        try {
            attachment = new Attachment(memory, end, taking.take(memory, end), () -> forget(key));
        } catch (final Throwable t) {
            memory.release();
            throw t;
        }
        final PipeConnection<?, ?> connection;
        try {
            connection = connection(attachment, types);
        } catch (final Throwable t) {
            attachment.close();
            throw t;
        }
        CONNECTIONS.put(key, connection);
        return connection;
    }

    private static <A, B> PipeConnection<?, ?> connection(final Attachment attachment, final PipeTypes<A, B> types) {
        return attachment.end() == 0
                ? new PipeConnection<>(attachment, types, types.newFirstCodec(), types.newSecondCodec(), types.second())
                : new PipeConnection<>(attachment, types, types.newSecondCodec(), types.newFirstCodec(), types.first());
    }

    private static void forget(final Key key) {
        synchronized (CONNECTIONS) {
            final @Nullable PipeConnection<?, ?> present = CONNECTIONS.get(key);
            if (present != null && present.isClosed()) {
                CONNECTIONS.remove(key);
            }
        }
    }

    private static Key key(final PipeMemory memory, final int end) {
        return new Key(
                DomainState.of(memory.segment().domain()).incarnation(),
                memory.segment().objectId(),
                end,
                memory.process());
    }
}
