package io.tandem.manager.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The lines of a link: as many as calls were ever under way at the same time, up to a limit. A thread finds the one that it had before. */
final class Lines {
    private static final int MOST = 256;
    private static final long WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private static final AtomicInteger LINKS = new AtomicInteger();
    private static final int LINK_BITS = Integer.SIZE - Clients.LINE_BITS;

    private final ServerLink link;
    /** Number of none of them: what all have in front. */
    private final long base;

    private final AtomicReferenceArray<@Nullable Line> idle = new AtomicReferenceArray<>(MOST);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Line> all = new CopyOnWriteArrayList<>();

    Lines(final ServerLink link, final int process) {
        this.link = link;
        base = (long) process << Integer.SIZE
                | (long) (LINKS.incrementAndGet() & (1 << LINK_BITS) - 1) << Clients.LINE_BITS;
    }

    /** What says which link something comes from, in the place of a line. */
    long base() {
        return base;
    }

    Line borrow() {
        final int start = (int) Thread.currentThread().getId();
        while (true) {
            link.requireOpen();
            for (int i = 0; i < MOST; i++) {
                final int slot = start + i & MOST - 1;
                final Line line = idle.get(slot);
                if (line != null && idle.compareAndSet(slot, line, null)) {
                    return line;
                }
            }
            if (count.get() < MOST && count.incrementAndGet() <= MOST) {
                return open();
            }
            LockSupport.parkNanos(this, WAIT_NANOS); // so many calls are under way that this is no delay
        }
    }

    private Line open() {
        boolean made = false;
        try {
            final Line line = new Line(link, base | numbers.incrementAndGet() & (1 << Clients.LINE_BITS) - 1);
            all.add(line);
            made = true;
            link.requireOpen(); // or nobody would close it
            return line;
        } finally {
            if (!made) {
                count.decrementAndGet();
            }
        }
    }

    void giveBack(final Line line) {
        final int start = (int) Thread.currentThread().getId();
        for (int i = 0; i < MOST; i++) {
            if (idle.compareAndSet(start + i & MOST - 1, null, line)) {
                return;
            }
        }
        throw new IllegalStateException("There are more lines than places for them.");
    }

    void close() {
        all.forEach(Line::close);
    }
}
