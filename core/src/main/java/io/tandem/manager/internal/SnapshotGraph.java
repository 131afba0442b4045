package io.tandem.manager.internal;

import io.tandem.TandemException;
import io.tandem.codec.internal.ObjectBytes;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the names of a server reach, written to a file. For one snapshot, and one thread. */
final class SnapshotGraph {
    private final Server server;
    private final long patienceNanos;
    private final Map<Entry, Integer> numbers = new HashMap<>();
    private final List<Found> all = new ArrayList<>();
    private final List<int[]> held = new ArrayList<>();
    /** By the object that is being serialized. */
    private final List<Integer> holds = new ArrayList<>();

    /** An object, and the name from which it was reached first. */
    private record Found(Entry entry, String name, boolean hasName) {
        @Override
        public String toString() {
            return "the " + entry.shape.kind().words() + (hasName ? " \"" : " in what \"") + name
                    + (hasName ? "\"" : "\" reaches");
        }
    }

    /**
     * Creates one.
     *
     * @param server        to look at.
     * @param patienceNanos how long to wait for calls that have an object.
     */
    SnapshotGraph(final Server server, final long patienceNanos) {
        this.server = server;
        this.patienceNanos = patienceNanos;
    }

    /**
     * Writes it.
     *
     * @param file      where to put it.
     * @param temporary where to write before.
     * @return false if what stands there isn't this server's, and was left alone.
     * @throws NotTransferableException if something in it can't be kept.
     */
    boolean write(final SnapshotFile file, final Path temporary) throws InterruptedException {
        final Map<String, Integer> names = new LinkedHashMap<>();
        server.names().forEach((name, object) -> {
            if (object instanceof Entry entry && entry.shape.kind() != ProxyKind.SERVICE) {
                names.put(name, number(entry, name, true));
            }
        });
        try (SnapshotWriter writer = new SnapshotWriter(file, temporary, names.size())) {
            names.forEach((name, object) -> writer.name(object, name));
            for (int i = 0; i < all.size(); i++) { // grows meanwhile
                final Found found = all.get(i);
                writer.object(found.entry.shape.kind(), serialize(found));
                held.add(holds.stream().mapToInt(Integer::intValue).toArray());
                holds.clear();
            }
            return writer.commit(SnapshotOrder.of(held));
        }
    }

    private int number(final Entry entry, final String name, final boolean hasName) {
        return numbers.computeIfAbsent(entry, key -> {
            all.add(new Found(key, name, hasName));
            return all.size();
        });
    }

    /** While nobody can change it. */
    private byte[] serialize(final Found found) throws InterruptedException {
        final Guard guard = found.entry.guard;
        if (guard == null) {
            throw new IllegalStateException(found + " has no lock.");
        }
        if (!guard.enter(patienceNanos)) {
            throw new TandemException("A call had " + found + " for longer than "
                    + TimeUnit.NANOSECONDS.toMillis(patienceNanos) + " ms. Let calls be shorter.");
        }
        try {
            return ObjectBytes.write(
                    found.entry.shape.kind().contents(found.entry.target),
                    Transfer.intoFile(server.domain(), shared -> token(found, shared)));
        } catch (final NotTransferableException e) {
            throw new NotTransferableException(found + " can't be kept. " + e.getMessage(), e);
        } catch (final Throwable e) {
            throw Answers.undeclared(e);
        } finally {
            guard.exit();
        }
    }

    private Transferable.Token token(final Found holder, final Transferable shared) {
        if (!(shared instanceof ManagedProxy proxy)
                || !(proxy.managedRef() instanceof LocalRef local)
                || proxy.managedShape().kind() == ProxyKind.SERVICE) {
            throw new NotTransferableException("It holds " + shared
                    + ", and services, shared objects and what belongs to other managers don't outlive a server in a file."
                    + " Keep them by names of the manager, and not in what has to be saved.");
        }
        if (proxy.managedShape().kind() == ProxyKind.MANAGER) {
            return new SnapshotToken(SnapshotDescriptor.MANAGER);
        }
        final int number = number(local.entry(), holder.name, false);
        holds.add(number);
        return new SnapshotToken(number);
    }
}
