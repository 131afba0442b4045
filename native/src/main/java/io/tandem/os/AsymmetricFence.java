package io.tandem.os;

import java.lang.invoke.VarHandle;

/**
 * A store-load fence between processes whose frequent side is nearly free: {@link #light} orders nothing but the compiler, and
 * {@link #heavy}, on the rare side, makes the kernel run a full fence on every processor that executes a registered process
 * ({@code membarrier}, Linux 4.16). Of two threads that each store, fence, then load what the other stores, one light and
 * one heavy, at least one sees the other's store.
 *
 * <p>A process registers while it loads the native library. One that hasn't loaded it yet gives no such promise, so whoever
 * would rely on it has to look again soon. Where the kernel refuses the registration, {@link #light} is a full fence, too.
 *
 * <p>Known elsewhere as asymmetric thread fences (P1202).
 */
public final class AsymmetricFence {
    /** Plain: a thread that sees it late is one that nobody relies on yet. */
    private static boolean refused;

    private AsymmetricFence() {}

    /** The frequent side's half. */
    public static void light() {
        if (refused) {
            VarHandle.fullFence();
        } else {
            // For the compiler; in HotSpot no later access moves up across it. The processor is the heavy side's
            // matter.
            VarHandle.releaseFence();
        }
    }

    /**
     * The rare side's half. Needs the native library.
     *
     * @return whether it reached every processor that executes a registered process; if not, it was an ordinary full fence.
     */
    public static boolean heavy() {
        if (OperatingSystem.current().processFence()) {
            return true;
        }
        VarHandle.fullFence();
        return false;
    }

    static void register() {
        refused = !membarrier(Platform.MEMBARRIER_REGISTER_GLOBAL_EXPEDITED);
    }

    static boolean membarrier(final int command) {
        return NativeCalls.syscall(NativeCalls.platform().sysMembarrier, command, 0, 0) == 0;
    }
}
