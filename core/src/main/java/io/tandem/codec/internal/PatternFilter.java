package io.tandem.codec.internal;

import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter given as a pattern, that decides once for each class. */
final class PatternFilter implements ObjectInputFilter {
    private final @Nullable ObjectInputFilter limits;
    private final ClassValue<Status> classes;

    private PatternFilter(final @Nullable ObjectInputFilter limits, final @Nullable ObjectInputFilter classes) {
        this.limits = limits;
        this.classes = new ClassValue<>() {
            @Override
            protected Status computeValue(final Class<?> type) {
                return classes == null ? Status.UNDECIDED : classes.checkInput(new ClassAlone(type));
            }
        };
    }

    /** Reads a pattern as {@code jdk.serialFilter} has it; what it is, for messages. */
    static ObjectInputFilter parse(final String pattern, final String what) {
        final List<String> limits = new ArrayList<>();
        final List<String> classes = new ArrayList<>();
        for (final String part : pattern.strip().split(";", -1)) {
            if (!part.isEmpty()) {
                (part.contains("=") ? limits : classes).add(part);
            }
        }
        try {
            return new PatternFilter(create(limits), create(classes));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    what + " is \"" + pattern + "\", which isn't a filter pattern: " + e.getMessage()
                            + ". Its form is that of jdk.serialFilter, such as \"com.example.*;java.base/*;!*\".",
                    e);
        }
    }

    private static @Nullable ObjectInputFilter create(final List<String> parts) {
        return parts.isEmpty() ? null : Config.createFilter(String.join(";", parts));
    }

    @Override
    public Status checkInput(final FilterInfo info) {
        if (limits != null && limits.checkInput(info) == Status.REJECTED) {
            return Status.REJECTED;
        }
        final Class<?> type = info.serialClass();
        return type == null ? Status.UNDECIDED : classes.get(type);
    }

    private record ClassAlone(Class<?> serialClass) implements FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }
}
