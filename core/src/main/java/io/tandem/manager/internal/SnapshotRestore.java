package io.tandem.manager.internal;

import io.tandem.codec.internal.ObjectBytes;
import io.tandem.segment.internal.Arrival;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the objects of a snapshot in a server that nobody calls yet: all of them first, so that they may hold each other. */
final class SnapshotRestore {
    private final Server server;
    private final SnapshotReader reader;
    private final Entry[] entries;
    private final Arrival arrival;

    private SnapshotRestore(final Server server, final SnapshotReader reader) {
        this.server = server;
        this.reader = reader;
        entries = new Entry[reader.objects()];
        arrival = Arrival.outOfFile(server.domain(), this::proxy);
    }

    static void into(final Server server, final SnapshotReader reader) {
        final SnapshotRestore restore = new SnapshotRestore(server, reader);
        for (int i = 0; i < restore.entries.length; i++) {
            restore.entries[i] = server.make(reader.kind(i + 1), null);
        }
        for (final int object : reader.order()) {
            restore.fill(object);
        }
        reader.names().forEach((name, object) -> server.names().put(name, restore.entries[object - 1]));
    }

    private Object proxy(final int object) {
        if (object == SnapshotDescriptor.MANAGER) {
            return server.manager();
        }
        return entries[Objects.checkIndex(object - 1, entries.length)].proxy;
    }

    private void fill(final int object) {
        final ProxyKind kind = reader.kind(object);
        try {
            final Object contents = ObjectBytes.readSaved(
                    reader.contents(object),
                    SnapshotRestore.class.getClassLoader(),
                    server.address().filter(),
                    arrival);
            kind.fill(entries[object - 1].target, (@Nullable Object[]) contents);
        } catch (final Throwable e) { // whatever the classes of users throw
            throw reader.unreadable(kind.words() + " with number " + object, e);
        }
    }
}
