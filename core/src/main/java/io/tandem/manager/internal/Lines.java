package io.tandem.manager.internal;

import io.tandem.wait.internal.Uninterruptibly;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The lines of a link: as many as calls were ever under way at the same time, up to a limit. A thread finds the one that it had before. */
final class Lines {
    private static final int MOST = 256;
    private static final long LOOK_MILLIS = 50;

    private static final AtomicInteger LINKS = new AtomicInteger();
    private static final int LINK_BITS = Integer.SIZE - Clients.LINE_BITS;

    private final ServerLink link;
    /** Number of none of them: what all have in front. */
    private final long base;

    private final AtomicReferenceArray<@Nullable Line> idle = new AtomicReferenceArray<>(MOST);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    /** Threads that wait for one. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** One was given back while somebody waited. */
    private final Semaphore returned = new Semaphore(0, true);

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

    /** One that nobody uses, to be {@linkplain #giveBack given back}; an interrupt is kept. */
    Line borrow() {
        final Line line = find();
        return line == null ? Uninterruptibly.get(this::borrowInterruptibly) : line;
    }

    /** The same, which an interrupt ends if there is none. */
    Line borrowInterruptibly() throws InterruptedException {
        Line line = find();
        if (line != null) {
            return line;
        }
        waiting.incrementAndGet();
        try {
            while (true) {
                line = find();
                if (line != null) {
                    return line;
                }
                returned.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** One that is idle, or new; null if there are too many. */
    private @Nullable Line find() {
        link.requireOpen();
        final int start = (int) Thread.currentThread().getId();
        for (int i = 0; i < MOST; i++) {
            final int slot = start + i & MOST - 1;
            final Line line = idle.get(slot);
            if (line != null && idle.compareAndSet(slot, line, null)) {
                return line;
            }
        }
        if (count.get() >= MOST) {
            return null;
        }
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return null;
        }
        return open();
    }

    private Line open() {
        Line line = null;
        boolean made = false;
        try {
            line = new Line(link, base | numbers.incrementAndGet() & (1 << Clients.LINE_BITS) - 1);
            all.add(line);
            link.requireOpen(); // or nobody would close it
            made = true;
            return line;
        } finally {
            if (!made) {
                drop(line);
            }
        }
    }

    private void drop(final @Nullable Line line) {
        count.decrementAndGet();
        if (line != null) {
            all.remove(line);
            line.close();
        }
    }

    void giveBack(final Line line) {
        if (line.isBroken()) {
            drop(line);
        } else {
            put(line);
        }
        if (waiting.get() > 0) {
            returned.release();
        }
    }

    private void put(final Line line) {
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
