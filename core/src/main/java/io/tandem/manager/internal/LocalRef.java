package io.tandem.manager.internal;

import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way to an object within its server: none. */
final class LocalRef implements ObjectRef {
    private final Server server;
    private final Entry entry;

    LocalRef(final Server server, final Entry entry) {
        this.server = server;
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    @Override
    public @Nullable Object call(final int operation, final @Nullable Object... arguments) {
        try {
            return entry.invoke(operation, arguments);
        } catch (final Throwable e) {
            throw Answers.undeclared(e);
        }
    }

    @Override
    public @Nullable Object callOr(
            final Supplier<? extends @Nullable Object> fallback,
            final int operation,
            final @Nullable Object... arguments) {
        return call(operation, arguments); // nothing travels
    }

    @Override
    public @Nullable Object callInterruptibly(final int operation, final @Nullable Object... arguments)
            throws InterruptedException {
        return call(operation, arguments);
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Transferable.Token depart(final Transfer transfer, final ProxyShape shape) {
        final Client client = server.clients().ofAnswers(transfer.channel());
        if (client != null) {
            client.hold(entry);
            transfer.onRollback(() -> client.release(entry.number, 1));
            return new ProxyToken(server.identity(), entry.number, shape, true, null, null);
        }
        transfer.requireWithin(server.domain(), "The " + shape.describe(entry.number));
        return new ProxyToken(
                server.identity(), entry.number, shape, false, server.address(), server.departLease(entry, transfer));
    }

    @Override
    public Host host() {
        return server;
    }

    @Override
    public long number() {
        return entry.number;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof LocalRef ref && ref.entry == entry;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(entry.number);
    }
}
