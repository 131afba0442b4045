package io.tandem.bench.pool;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The numbers from 0 on, each made when it is asked for: what Python's {@code range} is. */
final class Numbers extends AbstractList<Long> implements RandomAccess {
    private final int size;

    Numbers(final int size) {
        this.size = size;
    }

    @Override
    public Long get(final int index) {
        return (long) index;
    }

    @Override
    public int size() {
        return size;
    }
}
