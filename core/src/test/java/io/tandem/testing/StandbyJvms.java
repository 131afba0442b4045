package io.tandem.testing;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** JVMs that are up, and wait for a line with their orders, when their turn comes: two at a time start beforehand. */
public final class StandbyJvms implements AutoCloseable {
    private static final int AHEAD = 2;

    private final List<String> options;
    private final Class<?> main;
    private final Deque<ChildJvm> starting = new ArrayDeque<>();
    private int left;

    public StandbyJvms(final List<String> options, final Class<?> main, final int count) {
        this.options = options;
        this.main = main;
        left = count;
    }

    /** The next one, which is the caller's to close. */
    public ChildJvm next(final String orders) throws IOException {
        while (starting.isEmpty() || starting.size() < AHEAD && left > 0) {
            starting.add(ChildJvm.start(options, main));
            left--;
        }
        final ChildJvm next = starting.remove();
        next.println(orders);
        return next;
    }

    @Override
    public void close() {
        starting.forEach(ChildJvm::close);
    }
}
