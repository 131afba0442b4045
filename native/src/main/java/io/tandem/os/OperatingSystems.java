package io.tandem.os;

/** Which {@link OperatingSystem} this JVM uses: Linux's, unless a test has put another in its place. */
public final class OperatingSystems {
    private static volatile OperatingSystem current = LinuxOperatingSystem.INSTANCE;

    private OperatingSystems() {}

    static OperatingSystem current() {
        return current;
    }

    /**
     * Puts another system in the place of the current one. For tests that make calls fail.
     *
     * @param replacement to use from now on.
     * @return the one used before.
     */
    public static synchronized OperatingSystem replace(final OperatingSystem replacement) {
        final OperatingSystem before = current;
        current = replacement;
        return before;
    }
}
