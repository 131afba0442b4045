package io.tandem.bench.harness;

import io.tandem.segment.SharedObject;
import org.jspecify.annotations.Nullable;

/** What a subject has only between opening and closing. */
public final class Opened {
    private Opened() {}

    /** {@return it, which must be there} */
    public static <T> T of(final @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a slice was asked of a subject that isn't open");
        }
        return value;
    }

    /** Closes what is there. */
    public static void close(final @Nullable SharedObject... objects) {
        for (final SharedObject object : objects) {
            if (object != null) {
                object.close();
            }
        }
    }
}
