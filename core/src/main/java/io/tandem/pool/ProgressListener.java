package io.tandem.pool;

/** Is told how far a call over many items is. See {@link PoolItems#progress}. */
@FunctionalInterface
public interface ProgressListener {
    /** Does nothing. */
    ProgressListener NONE = (done, total) -> {};

    /**
     * Some items are done that weren't at the last call, which may be many or few.
     *
     * @param done  items that have a result or have failed, more each time.
     * @param total items that there are; -1 if their source doesn't tell, as only collections do.
     */
    void progressed(long done, long total);
}
