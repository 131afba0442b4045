package io.tandem.pool;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item: a result, or a failure. Immutable, if the result is.
 *
 * @param <R> type of the result.
 */
public final class ItemOutcome<R> {
    private final long index;
    private final @Nullable R result;
    private final @Nullable RuntimeException failure;

    private ItemOutcome(final long index, final @Nullable R result, final @Nullable RuntimeException failure) {
        this.index = index;
        this.result = result;
        this.failure = failure;
    }

    /**
     * Of an item that a function was applied to.
     *
     * @param <R>    type of the result.
     * @param index  of the item.
     * @param result may be null.
     * @return the outcome.
     */
    public static <R> ItemOutcome<R> returned(final long index, final @Nullable R result) {
        return new ItemOutcome<>(index, result, null);
    }

    /**
     * Of an item that has no result.
     *
     * @param <R>     type of the result that it would have had.
     * @param index   of the item.
     * @param failure why.
     * @return the outcome.
     */
    public static <R> ItemOutcome<R> failed(final long index, final RuntimeException failure) {
        return new ItemOutcome<>(index, null, failure);
    }

    /** {@return the number of the item, from 0} */
    public long index() {
        return index;
    }

    /** {@return whether there is a result} */
    public boolean isSuccess() {
        return failure == null;
    }

    /**
     * The result.
     *
     * @return it; null where the function returned null.
     * @throws TaskFailedException if the task threw.
     * @throws WorkerDiedException if its worker died.
     */
    public @Nullable R get() {
        final RuntimeException reason = failure;
        if (reason != null) {
            throw reason;
        }
        return result;
    }

    /** {@return why there is no result; empty if there is one} */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public String toString() {
        return "ItemOutcome[" + index + ": " + (failure == null ? String.valueOf(result) : failure) + "]";
    }
}
