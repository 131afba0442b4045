package io.tandem.wait.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;

/** Wakes the sleepers of one word: now, or, where the native library isn't there yet, as soon as it is. */
public final class Waker {
    private static final System.Logger LOGGER = System.getLogger(Waker.class.getName());

    private final Object memory;
    private final long address;
    private final boolean shared;
    private volatile boolean pending;

    /**
     * A waker of one word.
     *
     * @param memory  that holds the word, kept reachable.
     * @param address of the word.
     * @param shared  whether other processes sleep on it.
     */
    public Waker(final Object memory, final long address, final boolean shared) {
        if ((address & 3) != 0) {
            throw new IllegalArgumentException("A thread can only sleep at an address that is a multiple of 4, not "
                    + address + ": place the word at such an offset.");
        }
        this.memory = memory;
        this.address = address;
        this.shared = shared;
    }

    /** {@return the address of the word} */
    public long address() {
        return address;
    }

    /** {@return whether other processes sleep on it} */
    public boolean isShared() {
        return shared;
    }

    /**
     * Wakes sleepers; the word was changed before. Never fails: whoever isn't woken looks when its slice ends.
     *
     * @param count the most to wake; a wake that has to wait for the native library wakes all.
     * @return how many were woken now.
     */
    public int wake(final int count) {
        if (NativeLibrary.isReady()) {
            return wakeNow(count);
        }
        if (!pending) {
            pending = true;
            // The flag is cleared before the wake: whoever changed the word and then found the flag set is served by
            // that wake.
            final CompletableFuture<Void> unused = NativeLibrary.load().whenComplete((ready, failure) -> {
                pending = false;
                if (failure == null) {
                    wakeNow(Integer.MAX_VALUE);
                }
            });
        }
        return 0;
    }

    private int wakeNow(final int count) {
        try {
            return OperatingSystem.current().futexWake(address, count, shared);
        } catch (final OperatingSystemException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Sleepers were not woken; they look again within 50 ms.", e);
            return 0;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }
}
