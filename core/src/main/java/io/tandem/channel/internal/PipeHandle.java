package io.tandem.channel.internal;

import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.util.Optional;

/**
 * A handle of a pipe. Not an end: it may be sent to any number of processes.
 *
 * @param <A> type of the messages that the first end sends.
 * @param <B> type of the messages that the second end sends.
 */
final class PipeHandle<A, B> implements SharedPipe<A, B>, Transferable {
    private final PipeMemory memory;
    private final PipeTypes<A, B> types;
    private boolean closed;

    /**
     * Takes over one handle of the memory.
     *
     * @param memory of the pipe.
     * @param types  of its messages.
     */
    PipeHandle(final PipeMemory memory, final PipeTypes<A, B> types) {
        this.memory = memory;
        this.types = types;
    }

    @Override
    public Connection<A, B> first() {
        synchronized (this) {
            checkOpen("take its first end");
            return Attached.first(memory, types);
        }
    }

    @Override
    public Connection<B, A> second() {
        synchronized (this) {
            checkOpen("take its second end");
            return Attached.second(memory, types);
        }
    }

    @Override
    public Optional<String> name() {
        return memory.segment().name();
    }

    @Override
    public Domain domain() {
        return memory.segment().domain();
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        memory.release();
    }

    @Override
    public synchronized Token depart(final Transfer transfer) {
        checkOpen("send it");
        transfer.requireWithin(domain(), memory.describe());
        final PipeTypes.Travelling travelling = types.travelling();
        memory.retain(); // so that a rollback finds the memory, whoever closes this handle meanwhile
        transfer.onRollback(memory::release);
        transfer.onCommit(memory::release);
        transfer.hold(memory.segment());
        return new PipeToken(memory.segment().objectId(), travelling);
    }

    private void checkOpen(final String asked) {
        if (closed) {
            throw new IllegalStateException("Could not " + asked + ": this handle of "
                    + Ends.lower(memory.describe())
                    + " was closed. Connections attached through it go on; keep the handle"
                    + " open for as long as you take ends from it.");
        }
    }

    @Override
    public String toString() {
        return memory.describe();
    }
}
