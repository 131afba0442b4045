package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Types of values, as their segments name them. */
enum ValueType {
    LONG(1),
    INT(2),
    DOUBLE(3),
    FLOAT(4),
    BOOLEAN(5),
    SHORT(6),
    BYTE(7),
    CHAR(8);

    private final int code;

    ValueType(final int code) {
        this.code = code;
    }

    /** {@return what stands in a slot} */
    int code() {
        return code;
    }

    /** {@return what stands in a configuration} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the type with a code, in words} */
    static String describe(final int code) {
        final ValueType type = find(code);
        return type == null ? "type " + code + ", which this library doesn't know" : type.word();
    }

    /** {@return the type with a code} */
    static ValueType of(final int code) {
        final ValueType type = find(code);
        if (type == null) {
            throw new IncompatibleException(
                    "A slot holds a value of " + describe(code) + ". Use the same version of Tandem in all processes.");
        }
        return type;
    }

    private static @Nullable ValueType find(final int code) {
        for (final ValueType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** A handle of this type for a word of some memory. */
    Face face(final ValueMemory memory, final int offset) {
        return switch (this) {
            case LONG -> new LongValue(memory, offset);
            case INT -> new IntValue(memory, offset);
            case DOUBLE -> new DoubleValue(memory, offset);
            case FLOAT -> new FloatValue(memory, offset);
            case BOOLEAN -> new BooleanValue(memory, offset);
            case SHORT -> new ShortValue(memory, offset);
            case BYTE -> new ByteValue(memory, offset);
            case CHAR -> new CharValue(memory, offset);
        };
    }
}
