package io.tandem.os;

import java.util.concurrent.CompletableFuture;

/**
 * Whether the native half of {@link OperatingSystem} can be used without a wait. Loading takes 100 to 200 ms in a fresh
 * JVM, so it happens when something must sleep, wake or be started, and off-thread wherever the caller can go on.
 */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** {@return whether native calls can be made at once} */
    public static boolean isReady() {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts loading in the background if nobody has yet.
     *
     * @return completes when native calls can be made, or with the reason why they can't.
     */
    public static CompletableFuture<Void> load() {
        throw new UnsupportedOperationException();
    }

    /** Loads, or waits until another thread has loaded. Throws {@link OperatingSystemException} if that is impossible. */
    public static void require() {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs an action once native calls can be made: at once if they can already, otherwise when somebody's load has
     * succeeded. Starts no load itself.
     *
     * @param action short; it runs on the loading thread.
     */
    public static void onReady(final Runnable action) {
        throw new UnsupportedOperationException();
    }
}
