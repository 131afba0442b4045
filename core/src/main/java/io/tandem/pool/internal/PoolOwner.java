package io.tandem.pool.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a pool, and waits for its end.
 *
 * @param core of the pool.
 */
record PoolOwner(PoolCore core) {
    /** Finishes what was begun; interrupted, it terminates the pool, waits on, and leaves the thread interrupted. */
    void close() {
        core.shutDown();
        boolean interrupted = false;
        while (true) {
            try {
                core.ended.get();
                break;
            } catch (final InterruptedException e) {
                interrupted = true;
                core.terminate();
            } catch (final ExecutionException e) {
                throw new IllegalStateException("The end of a pool never fails.", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean awaitEnd(final long nanos) throws InterruptedException {
        try {
            core.ended.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        } catch (final ExecutionException e) {
            throw new IllegalStateException("The end of a pool never fails.", e);
        }
    }
}
