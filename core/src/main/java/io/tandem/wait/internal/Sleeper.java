package io.tandem.wait.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts its platform thread to sleep in the kernel. It is a selector only because a selector's begin and end tell it of
 * an interruption without a race: {@link #wakeup} disturbs a word that the thread sleeps on, as a death does. So a sleep
 * watches no words but its target's, and the kernel's simplest wait serves for one. (JDK 17's
 * {@code Thread.interrupt} looks for the selector before it sets the flag, so that begin can miss both: there the end of the
 * slice is what shows a rare one.)
 */
final class Sleeper extends AbstractSelector {
    private static final ThreadLocal<Sleeper> OF_THREAD = ThreadLocal.withInitial(Sleeper::create);
    private static final List<WeakReference<Sleeper>> ALL = new ArrayList<>();
    private static final System.Logger LOGGER = System.getLogger(Sleeper.class.getName());
    private static final AtomicBoolean COMPLAINED = new AtomicBoolean();

    private final ArmedWords words = new ArmedWords();
    /** To sleep on where the target has no word. */
    private final LocalEvent own = new LocalEvent();
    /** While it sleeps or is about to: what others disturb to make it look. */
    private volatile @Nullable EventWord asleepOn;

    private Sleeper() {
        super(null);
    }

    private static Sleeper create() {
        final Sleeper sleeper = new Sleeper();
        synchronized (ALL) {
            ALL.removeIf(other -> other.refersTo(null));
            ALL.add(new WeakReference<>(sleeper));
        }
        return sleeper;
    }

    /** Makes every thread that sleeps here look again, once a death was counted. */
    static void disturbAll() {
        final List<WeakReference<Sleeper>> all;
        synchronized (ALL) {
            all = List.copyOf(ALL);
        }
        for (final WeakReference<Sleeper> reference : all) {
            final Sleeper sleeper = reference.get();
            if (sleeper != null) {
                sleeper.disturb();
            }
        }
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

    /** Forgets what this thread was announced on last. */
    void letGo() {
        words.clear();
    }

    /** Announces this thread on the target's words; the condition is looked at between this and the sleep. */
    void arm(final SleepTarget target) {
        words.clear();
        target.arm(words);
        if (words.size() == 0) {
            words.add(own.word());
        }
        words.fence();
    }

    /**
     * Sleeps until a signal, an interruption, a death or the end of the time.
     *
     * @param target that was armed.
     * @param nanos  to sleep at most.
     * @param deaths that had been seen when the condition was looked at.
     */
    void sleep(final SleepTarget target, final long nanos, final int deaths) {
        if (words.size() == 0) {
            return; // a wait within the condition had this thread sleep elsewhere: announce it again
        }
        asleepOn = words.first(); // before the last look at what makes others disturb it
        begin();
        try {
            if (Deaths.seen() == deaths) {
                OperatingSystem.current().futexWait(words.futexWords(), nanos);
            }
        } finally {
            end();
            asleepOn = null;
            Reference.reachabilityFence(target);
        }
    }

    /** Sleeps without the kernel's futexes: a virtual thread leaves its carrier, others wait for the native library. */
    static void park(final SleepTarget target, final long nanos) {
        LockSupport.parkNanos(target, nanos);
    }

    @Override
    public Selector wakeup() {
        disturb();
        return this;
    }

    private void disturb() {
        final EventWord word = asleepOn;
        if (word != null) {
            word.disturb();
        }
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
