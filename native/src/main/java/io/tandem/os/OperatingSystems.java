package io.tandem.os;

import org.jspecify.annotations.Nullable;

/** Which {@link OperatingSystem} this JVM uses: Linux's, unless a test has put another in its place. */
public final class OperatingSystems {
    private static volatile @Nullable OperatingSystem current;

    private OperatingSystems() {}

    /** Not in a static initializer: an unsupported platform is refused in one clear sentence each time. */
    static OperatingSystem current() {
        final OperatingSystem system = current;
        return system != null ? system : install();
    }

    /**
     * Puts another system in the place of the current one. For tests that make calls fail.
     *
     * @param replacement to use from now on.
     * @return the one used before.
     */
    public static synchronized OperatingSystem replace(final OperatingSystem replacement) {
        final OperatingSystem before = current();
        current = replacement;
        return before;
    }

    private static synchronized OperatingSystem install() {
        OperatingSystem system = current;
        if (system == null) {
            system = new LinuxOperatingSystem();
            current = system;
        }
        return system;
    }
}
