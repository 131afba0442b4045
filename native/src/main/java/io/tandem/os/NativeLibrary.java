package io.tandem.os;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Whether the native half of {@link OperatingSystem} can be used without a wait. Loading takes 100 to 200 ms in a fresh
 * JVM, so it happens when something must sleep, wake or be started, and off-thread wherever the caller can go on.
 */
public final class NativeLibrary {
    private static final Object LOCK = new Object();
    private static final CompletableFuture<Void> LOADED = new CompletableFuture<>();
    private static final List<Runnable> HOOKS = new ArrayList<>();

    private static volatile boolean ready;
    private static boolean started;

    private NativeLibrary() {}

    /** {@return whether native calls can be made at once} */
    public static boolean isReady() {
        return ready;
    }

    /**
     * Starts loading in the background if nobody has yet.
     *
     * @return completes when native calls can be made, or with the {@link OperatingSystemException} that says why they
     *     can't.
     */
    public static CompletableFuture<Void> load() {
        synchronized (LOCK) {
            if (!started) {
                started = true;
                final Thread loader = new Thread(null, NativeLibrary::run, "tandem-native-loader", 0, false);
                loader.setDaemon(true);
                loader.start();
            }
        }
        return LOADED.copy();
    }

    /** Loads, or waits until another thread has loaded. Throws {@link OperatingSystemException} if that is impossible. */
    public static void require() {
        if (ready) {
            return;
        }
        try {
            load().join();
        } catch (final CompletionException failure) {
            if (failure.getCause() instanceof OperatingSystemException reason) {
                // A new one each time: the stack trace is that of the caller.
                throw new OperatingSystemException(
                        reason.call(), null, reason.errno(), reason.errnoName(), reason.remedy(), reason);
            }
            throw failure;
        }
    }

    /**
     * Runs an action once native calls can be made, without making anybody load: at once if they can be already,
     * otherwise on the thread that loads, before {@link #load}'s future completes. Never runs if loading fails.
     *
     * @param action must be short and must not block.
     */
    public static void onReady(final Runnable action) {
        synchronized (LOCK) {
            if (!ready) {
                HOOKS.add(action);
                return;
            }
        }
        action.run();
    }

    /**
     * The JVM options that make a child load the library from a file that was unpacked once, into {@code tandem} under
     * {@code XDG_CACHE_HOME} or {@code ~/.cache}, instead of unpacking it again.
     *
     * @return the options; empty where no such file can be kept, or where this JVM's own options choose a file already.
     */
    public static List<String> childOptions() {
        return UnpackedLibrary.childOptions();
    }

    private static void run() {
        try {
            NativeCalls.initialize(Platform.current());
        } catch (final OperatingSystemException failure) {
            LOADED.completeExceptionally(failure);
            return;
        } catch (final Throwable failure) {
            // Linkage errors of every kind: the library of another machine or C library, a mount without exec.
            LOADED.completeExceptionally(impossible(failure));
            return;
        }
        AsymmetricFence.register();
        final List<Runnable> hooks;
        synchronized (LOCK) {
            ready = true;
            hooks = List.copyOf(HOOKS);
            HOOKS.clear();
        }
        for (final Runnable hook : hooks) {
            try {
                hook.run();
            } catch (final Throwable failure) { // one hook must not keep the others from running
                System.getLogger(NativeLibrary.class.getName())
                        .log(
                                System.Logger.Level.ERROR,
                                "An action that waited for the native library failed.",
                                failure);
            }
        }
        LOADED.complete(null);
    }

    private static OperatingSystemException impossible(final Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalCallerException) {
                final Module module = com.sun.jna.Library.class.getModule();
                return new OperatingSystemException(
                        "dlopen",
                        null,
                        0,
                        String.valueOf(cause.getMessage()),
                        "Start the JVM with --enable-native-access="
                                + (module.isNamed() ? module.getName() : "ALL-UNNAMED") + ".",
                        failure);
            }
        }
        return new OperatingSystemException(
                "dlopen",
                null,
                0,
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given"),
                "The native library can't be loaded: net.java.dev.jna:jna must be on the class path or module path,"
                        + " the directory it unpacks to (java.io.tmpdir or -Djna.tmpdir=...) must be writable and not"
                        + " mounted noexec, and the C library must be glibc 2.34 or newer (musl won't do).",
                failure);
    }
}
