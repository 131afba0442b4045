package io.tandem.manager.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Changes entries by a function that runs here: each is written if nobody has written it since, or else looked at again. */
final class VersionedEntries {
    /** Given in the place of a value that stays as it is. */
    static final Object KEEP = new Object();

    private static final int FIELDS = 3;

    private final ObjectRef ref;

    VersionedEntries(final ObjectRef ref) {
        this.ref = ref;
    }

    /**
     * Changes all that a filter takes. Nothing is written before the function was called for all.
     *
     * @param filter   says which.
     * @param function gives the new value, or null to remove it.
     * @return how many were written.
     */
    int write(
            final BiPredicate<Object, Object> filter,
            final BiFunction<Object, Object, ? extends @Nullable Object> function) {
        int written = 0;
        @Nullable Object[] seen = Proxies.array(ref.call(MapOperations.TO_ARRAY_VERSIONED));
        while (true) {
            final List<@Nullable Object> writes = new ArrayList<>();
            for (int i = 0; i < seen.length; i += FIELDS) {
                final Object key = Objects.requireNonNull(seen[i]);
                final Object value = Objects.requireNonNull(seen[i + 2]);
                if (filter.test(key, value)) {
                    Collections.addAll(writes, key, seen[i + 1], function.apply(key, value));
                }
            }
            if (writes.isEmpty()) {
                return written;
            }
            final @Nullable Object[] result =
                    Proxies.array(ref.call(MapOperations.WRITE_ALL_IF_SAME, (Object) writes.toArray()));
            written += Proxies.number(result[0]);
            seen = Proxies.array(result[1]);
        }
    }

    /**
     * Changes one.
     *
     * @param key      of it.
     * @param function gives the new value, null to remove it, or {@link #KEEP}, of the value, or null if there is none.
     * @return what is there now.
     */
    @Nullable
    Object write(final Object key, final Change function) {
        while (true) {
            final @Nullable Object[] seen = Proxies.array(ref.call(MapOperations.GET_VERSIONED, key));
            final Object before = seen[1];
            final Object after = function.apply(before);
            if (after == KEEP) {
                return before;
            }
            if (before == null && after == null
                    || Proxies.isTrue(ref.call(MapOperations.WRITE_IF_SAME, key, seen[0], after))) {
                return after;
            }
        }
    }

    /** Makes another value of one. */
    @FunctionalInterface
    interface Change {
        @Nullable
        Object apply(@Nullable Object value);
    }
}
