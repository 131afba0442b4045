package io.tandem.os;

import io.tandem.TandemException;

/**
 * Opens {@code java.base/jdk.internal.misc} to the module that a class of Agrona lives in, without a flag.
 *
 * <p>Does nothing where the package is exported already (explicit flags, a manifest entry). Otherwise goes through JNI,
 * which module access doesn't bind. Switched off by {@code -Dtandem.access=flags}; then, or where a JDK refuses it, one
 * error names the exact flag to give.
 */
public final class ModuleAccess {
    private static final String PACKAGE = "jdk.internal.misc";

    private ModuleAccess() {}

    /**
     * Makes sure that a module can use {@code jdk.internal.misc}. Cheap after the first call. The unnamed module of any
     * class loader stands for the whole class path, as in the flag.
     *
     * @param user the module that needs it.
     * @throws TandemException if it can't be done; the message names the flag to start the JVM with.
     */
    public static void ensureInternalMisc(final Module user) {
        if (!Object.class.getModule().isExported(PACKAGE, user)) {
            export(user);
        }
    }

    private static synchronized void export(final Module user) {
        final Module base = Object.class.getModule();
        if (base.isExported(PACKAGE, user)) {
            return; // another thread was faster
        }
        final String flag =
                "--add-exports java.base/" + PACKAGE + "=" + (user.isNamed() ? user.getName() : "ALL-UNNAMED");
        final String way = System.getProperty("tandem.access", "auto");
        if (way.equals("flags")) {
            throw new TandemException("Tandem needs the package " + PACKAGE + ", and -Dtandem.access=flags forbids"
                    + " opening it from within: start the JVM with " + flag + ".");
        }
        if (!way.equals("auto")) {
            throw new TandemException("-Dtandem.access=" + way + " was found: it is auto (the default) or flags.");
        }
        try {
            NativeLibrary.require();
            JniExport.export(base, PACKAGE, user);
        } catch (final Throwable failure) { // JNI's and JNA's errors included: the flag is the remedy for all of them
            throw new TandemException(
                    "Tandem needs the package " + PACKAGE + ", and this JVM doesn't let it be opened from within ("
                            + failure.getMessage() + "): start the JVM with " + flag + ".",
                    failure);
        }
        if (!base.isExported(PACKAGE, user)) {
            throw new TandemException("Tandem needs the package " + PACKAGE
                    + ", and opening it from within had no effect: start the JVM with " + flag + ".");
        }
    }
}
