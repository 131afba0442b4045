package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import org.jspecify.annotations.Nullable;

/** Numbers in the configuration of an object that exists. */
final class Settings {
    private Settings() {}

    /** A number within a range; anything else is refused. */
    static long number(final Segment segment, final String key, final long least, final long most) {
        final long number;
        try {
            number = Long.parseLong(segment.configuration().getOrDefault(key, "none"));
        } catch (final NumberFormatException e) {
            throw unreadable(segment, e);
        }
        if (number < least || number > most) {
            throw unreadable(segment, null);
        }
        return number;
    }

    /** What is thrown for a configuration that no builder has made. */
    static IncompatibleException unreadable(final Segment segment, final @Nullable Throwable cause) {
        final String message = segment.describe() + " has the configuration " + segment.configuration()
                + ". That is no " + segment.kind().words() + " of this library; delete it.";
        return cause == null ? new IncompatibleException(message) : new IncompatibleException(message, cause);
    }
}
