package io.tandem.segment.internal;

import org.jspecify.annotations.Nullable;

/** What a name may be: a file name that needs no quoting anywhere, never a path. */
public final class NameRules {
    /** The most characters, all of them ASCII. */
    public static final int MAX_LENGTH = 200;

    private NameRules() {}

    /** Returns the name, or throws IllegalArgumentException that says what is wrong with it. */
    public static String check(final String name) {
        final String fault = fault(name);
        if (fault != null) {
            throw refusal(name, fault);
        }
        return name;
    }

    /** Whether it is a name. */
    public static boolean isValid(final String name) {
        return fault(name) == null;
    }

    private static @Nullable String fault(final String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return "it has " + name.length() + " characters";
        }
        if (!isLetterOrDigit(name.charAt(0)) && name.charAt(0) != '_') {
            return "it starts with " + describe(name.charAt(0));
        }
        for (int i = 0; i < name.length(); i++) {
            final char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return "it contains " + describe(c) + " at index " + i;
            }
        }
        return null;
    }

    private static boolean isLetterOrDigit(final char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String describe(final char c) {
        return c > ' ' && c <= '~' ? "'" + c + "'" : "U+" + String.format("%04X", (int) c);
    }

    private static IllegalArgumentException refusal(final String name, final String fault) {
        final StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), 40); i++) {
            final char c = name.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return new IllegalArgumentException(
                "The name \"" + shown + (name.length() > 40 ? "..." : "") + "\" can't be used: "
                        + fault + ". Use 1 to " + MAX_LENGTH
                        + " ASCII letters, digits, '.', '_' and '-', starting with a letter, a digit or '_'.");
    }
}
