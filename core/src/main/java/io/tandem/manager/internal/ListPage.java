package io.tandem.manager.internal;

import org.jspecify.annotations.Nullable;

/**
 * Some elements of a list, as they were at one instant.
 *
 * @param version  of the list.
 * @param size     of the list.
 * @param elements the array is the receiver's own.
 */
record ListPage(long version, int size, @Nullable Object[] elements) {
    /** Fetches one. */
    static ListPage of(final ObjectRef ref, final int from, final int most) {
        final @Nullable Object[] page = Proxies.array(ref.call(ListOperations.PAGE, from, most));
        return new ListPage(Proxies.version(page[0]), Proxies.number(page[1]), Proxies.array(page[2]));
    }
}
