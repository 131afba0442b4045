package io.tandem.manager.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** What targets have in common. */
final class Targets {
    /** As many are looked for one by one; for more a set is made. */
    private static final int FEW = 8;

    private Targets() {}

    /** Whether all items are among those that are held. */
    static boolean containsAll(final Collection<?> held, final @Nullable Object[] items) {
        return (items.length <= FEW ? held : new HashSet<>(held)).containsAll(Arrays.asList(items));
    }

    /** For a number that no proxy of this version sends. */
    static IllegalArgumentException unknown(final int operation, final String kind) {
        return new IllegalArgumentException("A managed " + kind + " has no operation " + operation
                + ". Use the same version of Tandem in all processes.");
    }
}
