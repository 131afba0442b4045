package io.tandem.codec.internal;

import io.tandem.TandemException;
import io.tandem.codec.CorruptMessageException;
import java.io.ObjectStreamClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for what couldn't be deserialized. */
final class ArrivalFailures {
    private ArrivalFailures() {}

    static TandemException explain(
            final Throwable failure,
            final int length,
            final MessageFilter filter,
            final List<ObjectStreamClass> seen,
            final @Nullable ClassLoader loader) {
        return new CorruptMessageException(
                "A message of " + length + " bytes couldn't be deserialized: " + failure, failure);
    }
}
