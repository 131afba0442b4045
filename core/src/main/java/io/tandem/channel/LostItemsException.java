package io.tandem.channel;

import io.tandem.TandemException;

/**
 * Items were taken from a queue by processes that died before they marked them done. Nobody waits for those any more; what
 * they were, only their producers know: put again what has no result.
 */
public final class LostItemsException extends TandemException {
    private static final long serialVersionUID = 1L;

    /** How many. */
    private final long count;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     * @param count   how many items.
     */
    public LostItemsException(final String message, final long count) {
        super(message);
        this.count = count;
    }

    /** {@return how many items were lost since this handle was made, or since it was last told} */
    public long count() {
        return count;
    }
}
