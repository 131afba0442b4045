package io.tandem.sync.internal.barrier;

import io.tandem.function.RemoteRunnable;
import io.tandem.segment.internal.Segment;
import org.jspecify.annotations.Nullable;

/**
 * A barrier's action that this thread is running.
 *
 * @param barrier its segment, by any of its handles.
 * @param outer   the one within which it runs, if there is any.
 */
record RunningAction(Segment barrier, @Nullable RunningAction outer) {
    private static final ThreadLocal<@Nullable RunningAction> INNERMOST = new ThreadLocal<>();

    static void run(final Segment barrier, final RemoteRunnable action) throws Exception {
        final RunningAction outer = INNERMOST.get();
        INNERMOST.set(new RunningAction(barrier, outer));
        try {
            action.execute();
        } finally {
            if (outer == null) {
                INNERMOST.remove();
            } else {
                INNERMOST.set(outer);
            }
        }
    }

    /** Whether this thread runs an action of a barrier, through whatever handle. */
    static boolean isOf(final Segment barrier) {
        for (RunningAction each = INNERMOST.get(); each != null; each = each.outer) {
            if (each.barrier.objectId() == barrier.objectId()
                    && each.barrier.domain().directory().equals(barrier.domain().directory())) {
                return true;
            }
        }
        return false;
    }
}
