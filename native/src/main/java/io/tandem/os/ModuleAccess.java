package io.tandem.os;

/**
 * Opens {@code java.base/jdk.internal.misc} to the module that a class of Agrona lives in, without a flag.
 *
 * <p>Does nothing where the package is exported already (explicit flags, a manifest entry). Otherwise goes through JNI,
 * which module access doesn't bind. Switched off by {@code -Dtandem.access=flags}; then, or where a JDK refuses it, one
 * error names the exact flag to give.
 */
public final class ModuleAccess {
    private ModuleAccess() {}

    /**
     * Makes sure that a module can use {@code jdk.internal.misc}. Cheap after the first call.
     *
     * @param user the module that needs it.
     */
    public static void ensureInternalMisc(final Module user) {
        throw new UnsupportedOperationException();
    }
}
