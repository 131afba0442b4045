package io.tandem.wait.internal;

import io.tandem.os.AsymmetricFence;
import io.tandem.os.FutexWords;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import java.lang.ref.Reference;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Puts its platform thread to sleep in the kernel. It is a selector only because a selector's begin and end tell it of
 * an interruption without a race: {@link #wakeup} moves a private word that every sleep watches too. (JDK 17's
 * {@code Thread.interrupt} looks for the selector before it sets the flag, so that begin can miss both: there the end of the
 * slice is what shows a rare one.)
 */
final class Sleeper extends AbstractSelector {
    private static final ThreadLocal<Sleeper> OF_THREAD = ThreadLocal.withInitial(Sleeper::new);
    private static final System.Logger LOGGER = System.getLogger(Sleeper.class.getName());
    private static final AtomicBoolean COMPLAINED = new AtomicBoolean();

    private final FutexWords words = new FutexWords();
    private final AtomicBuffer interruptions = PrivateMemory.allocate();
    private final Waker waker = new Waker(interruptions, interruptions.addressOffset(), false);

    private Sleeper() {
        super(null);
    }

    /** {@return the sleeper of this platform thread} */
    static Sleeper ofThisThread() {
        return OF_THREAD.get();
    }

    /** Whether futexes can be used now. If not, loading has begun, or was found impossible, which is logged once. */
    static boolean canUseFutexes() {
        if (NativeLibrary.isReady()) {
            return true;
        }
        final CompletableFuture<Void> loading = NativeLibrary.load();
        if (loading.isCompletedExceptionally() && COMPLAINED.compareAndSet(false, true)) {
            final CompletableFuture<Void> unused = loading.whenComplete((ready, failure) -> LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The native library can't be loaded: waiting threads of this JVM look once a millisecond instead of"
                            + " being woken.",
                    failure));
        }
        return false;
    }

    /** Announces this thread on the target's words; the condition is looked at between this and the sleep. */
    void arm(final SleepTarget target) {
        words.clear();
        target.arm(words);
        final EventWord deaths = Deaths.word();
        words.add(deaths.address(), deaths.arm(), deaths.isShared());
        AsymmetricFence.heavy();
    }

    /** Sleeps until a signal, an interruption, a death or the end of the time. */
    void sleep(final SleepTarget target, final long nanos) {
        words.add(waker.address(), interruptions.getIntVolatile(0), false);
        begin();
        try {
            OperatingSystem.current().futexWait(words, nanos);
        } finally {
            end();
            Reference.reachabilityFence(target);
        }
    }

    /** Sleeps without the kernel's futexes: a virtual thread leaves its carrier, others wait for the native library. */
    static void park(final SleepTarget target, final long nanos) {
        LockSupport.parkNanos(target, nanos);
    }

    @Override
    public Selector wakeup() {
        interruptions.getAndAddInt(0, 1);
        waker.wake(1);
        return this;
    }

    @Override
    protected void implCloseSelector() {}

    @Override
    protected SelectionKey register(
            final AbstractSelectableChannel channel, final int operations, final Object attachment) {
        throw new UnsupportedOperationException("This selector only listens for interruption.");
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int select(final long timeout) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }
}
