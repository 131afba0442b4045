package io.tandem.codec.internal;

import io.tandem.segment.internal.Transferable;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Config;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import org.jspecify.annotations.Nullable;

/**
 * What one message may bring: the JVM-wide filter is asked first, then the chosen one, but for Tandem's own internal classes, or, without any,
 * limits that follow from the message's own length. Remembers what it refused.
 */
final class MessageFilter implements ObjectInputFilter {
    /** Names a pattern, as {@code jdk.serialFilter} has it, that takes the place of the default limits. */
    static final String PROPERTY = "tandem.serialFilter";

    private static final long MAX_DEPTH = 10_000;
    /** An array isn't longer than the bytes that describe it, but hash tables ask for a multiple of their content. */
    private static final long ARRAY_ALLOWANCE = 1024;

    private static final long ARRAY_FACTOR = 16;

    private final int length;
    private final @Nullable ObjectInputFilter chosen;
    private @Nullable String refused;

    MessageFilter(final int length, final @Nullable ObjectInputFilter chosen) {
        this.length = length;
        this.chosen = chosen;
    }

    /** {@return the filter that {@code tandem.serialFilter} asks for, or null} */
    static @Nullable ObjectInputFilter configured() {
        final String pattern = System.getProperty(PROPERTY);
        return pattern == null || pattern.isBlank() ? null : PatternFilter.parse(pattern, PROPERTY);
    }

    /** {@return what was refused and by whom, or null} */
    @Nullable
    String refused() {
        return refused;
    }

    @Override
    public Status checkInput(final FilterInfo info) {
        if (info.arrayLength() > ARRAY_ALLOWANCE + ARRAY_FACTOR * length) {
            return refuse("an array of " + info.arrayLength() + " elements in a message of " + length + " bytes");
        }
        final ObjectInputFilter jvmWide = Config.getSerialFilter();
        final Status first = jvmWide == null ? Status.UNDECIDED : jvmWide.checkInput(info);
        if (first == Status.REJECTED) {
            return refuse(describe(info) + ", by the JVM's own filter (jdk.serialFilter)");
        }
        if (chosen != null && isOwn(info.serialClass())) {
            return Status.ALLOWED;
        }
        if (chosen != null) {
            final Status second = chosen.checkInput(info);
            if (second == Status.REJECTED) {
                return refuse(describe(info) + ", by the filter of this codec or of " + PROPERTY);
            }
            return second == Status.UNDECIDED ? first : second;
        }
        if (info.depth() > MAX_DEPTH) {
            return refuse("objects nested " + info.depth() + " deep");
        }
        if (info.references() > length) {
            return refuse(info.references() + " objects in a message of " + length + " bytes");
        }
        return first;
    }

    /** What stands for shared objects on the way, and these themselves: nobody can be asked to name that in a filter. */
    private static boolean isOwn(final @Nullable Class<?> type) {
        return type != null
                && (Transferable.class.isAssignableFrom(type)
                        || type.getClassLoader() == MessageFilter.class.getClassLoader()
                                && type.getName().startsWith("io.tandem.")
                                && (type.isEnum() || type.getPackageName().contains(".internal")));
    }

    private Status refuse(final String what) {
        refused = what;
        return Status.REJECTED;
    }

    private static String describe(final FilterInfo info) {
        final Class<?> type = info.serialClass();
        if (type == null) {
            return "objects nested " + info.depth() + " deep, " + info.references() + " in number, "
                    + info.streamBytes() + " bytes";
        }
        return info.arrayLength() < 0
                ? "the class " + type.getTypeName()
                : "a " + type.getTypeName() + " of " + info.arrayLength() + " elements";
    }
}
