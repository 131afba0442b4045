package io.tandem.codec.internal;

import io.tandem.codec.CorruptMessageException;
import org.jspecify.annotations.Nullable;

/** Whether a value is of the element type of its channel: raw types and unchecked casts hide that from the compiler. */
final class TypeChecks {
    private TypeChecks() {}

    /** Refuses null and values of another type before they are encoded. */
    static void check(final Class<?> type, final @Nullable Object value) {
        if (value == null) {
            throw new NullPointerException("null can't be sent, since receiving calls return null for \"no message\"."
                    + " Send a value that stands for it, such as an empty string or a constant of an enum.");
        }
        if (value.getClass() != type && !type.isInstance(value)) {
            throw new IllegalArgumentException("Messages here are of type " + type.getTypeName() + ", but a "
                    + value.getClass().getTypeName() + " was sent. A raw type or an unchecked cast hides that from the"
                    + " compiler: send a " + type.getTypeName() + ".");
        }
    }

    /** Refuses a decoded value of another type. */
    static <T> T checkRead(final Class<T> type, final Object value) {
        if (value.getClass() != type && !type.isInstance(value)) {
            throw new CorruptMessageException("Messages here are of type " + type.getTypeName() + ", but a "
                    + value.getClass().getTypeName() + " arrived.");
        }
        @SuppressWarnings("unchecked")
        final T checked = (T) value;
        return checked;
    }
}
