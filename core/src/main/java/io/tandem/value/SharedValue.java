package io.tandem.value;

import io.tandem.segment.SharedObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all shared values have in common: a lock beside the value, for changes that take more than one step. Single operations are
 * atomic without it, and don't heed it: the lock excludes only those who use it, too.
 *
 * <p><b>When an owner dies</b> inside of {@link #withLock(Supplier)}, its change may be half done. From then on {@code withLock} throws
 * {@link io.tandem.sync.OwnerDiedException}, to all processes and without running anything, until one of them has put things in order
 * by {@link #recover}. Nobody waits for the dead, and an owner that is stopped or slow is never taken for dead.
 *
 * <p>Safe for threads and processes. What is done inside of {@code withLock} <i>happens-before</i> what the next one does inside of it.
 */
public interface SharedValue extends SharedObject {
    /**
     * Runs an action while nobody else, in whatever process, runs one under the same lock. Waits for as long as it takes; an interruption
     * is kept for later. May be nested in one thread.
     *
     * @param <T>    type of its result.
     * @param action to run; what it throws comes out of here.
     * @return its result.
     * @throws io.tandem.sync.OwnerDiedException if an owner died, and nobody has called {@link #recover} since; nothing was run.
     * @throws IllegalStateException             if this handle is closed, or is while this thread waits for the lock.
     */
    <T extends @Nullable Object> T withLock(Supplier<T> action);

    /**
     * The same for an action without a result.
     *
     * @param action to run; what it throws comes out of here.
     * @throws io.tandem.sync.OwnerDiedException if an owner died, and nobody has called {@link #recover} since; nothing was run.
     * @throws IllegalStateException             if this handle is closed, or is while this thread waits for the lock.
     */
    void withLock(Runnable action);

    /**
     * Puts in order what an owner of the lock left when it died, under the lock; the others can use it again afterwards. Of several that
     * call this at a time, one mends and the others wait for it. Should it die, too, or throw, then it is left to the next.
     *
     * @param mend run if there is something to mend; what it throws comes out of here.
     * @return whether it was run and completed: false if no owner has died since the last time.
     * @throws IllegalStateException if this handle is closed, also while this thread waits for the lock, or this thread is inside of {@link #withLock(Supplier)}.
     */
    boolean recover(Runnable mend);
}
