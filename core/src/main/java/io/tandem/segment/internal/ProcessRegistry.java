package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.Interrupts;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Process numbers of a domain and the proof of who lives. A number is never reused; the kernel holds a lock on its file
 * for as long as the process lives.
 */
public final class ProcessRegistry {
    private static final System.Logger LOGGER = System.getLogger(ProcessRegistry.class.getName());
    private static final List<Runnable> DEATH_ACTIONS = new CopyOnWriteArrayList<>();
    private static final int MAX_REMEMBERED_DEAD = 1 << 16;

    private final DomainState state;
    private final boolean impersonated;
    /** Death is final, so it is asked once; what was known of them stays for messages. */
    private final Map<Integer, String> dead = new ConcurrentHashMap<>();

    private volatile int own;
    /** The own number that was given up at the end of this JVM, in which threads may still run. */
    private volatile int former;

    private final Object holdings = new Object();
    /** How many threads are about to hold an object as this process, and how many ever were. */
    private int holding;

    private long held;
    /** What holds the locks, if nobody of Tandem started this JVM; reachable from the hook of {@link ExitCleaner}. */
    private @Nullable OwnProcess ownProcess;

    ProcessRegistry(final DomainState state, final int impersonated) {
        this.state = state;
        this.own = impersonated;
        this.impersonated = impersonated != 0;
    }

    /** The registry of a domain. */
    public static ProcessRegistry of(final Domain domain) {
        return DomainState.of(domain).registry();
    }

    /** This process's number, 1 to 2^30 - 1; registers it at the first call. One per JVM and domain. */
    public int own() {
        final int number = own;
        return number != 0 ? number : claim();
    }

    /** This process's number, or 0 if it has none yet. */
    public int ownIfClaimed() {
        return own;
    }

    private int claim() {
        final int number;
        synchronized (OwnNumbers.monitor(state)) {
            if (own != 0) {
                return own;
            }
            final int others = OwnNumbers.get(state);
            if (others != 0) {
                OwnNumbers.share(state);
                own = others;
                return others;
            }
            final OwnProcess process = Interrupts.deferred(() -> OwnProcess.register(state));
            number = process.number();
            ownProcess = process;
            own = number;
        }
        ExitCleaner.add(state);
        sweepOnce();
        return number;
    }

    /** What others left, and can't be removed now, is no reason not to go on. */
    private void sweepOnce() {
        try {
            Sweep.of(state).run();
        } catch (final TandemException e) {
            LOGGER.log(Level.WARNING, "What dead processes left in " + state.directory() + " could not be removed.", e);
        }
    }

    /**
     * Gives this process's number up, which counts as its death, so that it can be used only when nothing in shared memory
     * names this process any more: at its end. The next {@link #own} takes a new number.
     */
    public void leave() {
        synchronized (OwnNumbers.monitor(state)) {
            final int number = own;
            if (number != 0 && !impersonated && !OwnNumbers.isShared(state)) {
                final OwnProcess process = ownProcess;
                OwnNumbers.clear(state);
                own = 0;
                ownProcess = null;
                deleteFile(number);
                if (process != null) {
                    process.unlock();
                }
            }
        }
        ExitCleaner.remove(state);
    }

    /** Before this process begins to hold an object. What follows is a number that it keeps, or a new one. */
    void beginHolding() {
        synchronized (holdings) {
            holding++;
            held++;
        }
    }

    /** Once others can see that hold, or it failed. */
    void endHolding() {
        synchronized (holdings) {
            holding--;
        }
    }

    /**
     * What an orderly end of this JVM does: removes what it alone holds, and leaves, unless an object names it by then. Threads
     * run on beside it; what they begin to hold meanwhile wasn't looked at.
     */
    void leaveAtExit() {
        final long before;
        synchronized (holdings) {
            before = holding == 0 ? held : -1;
        }
        if (Sweep.of(state).runAtExit()) {
            synchronized (holdings) {
                if (held == before) {
                    former = own;
                    leave();
                }
            }
        }
    }

    /**
     * Whether the process may still run. False is proof of death. Costs system calls unless known dead or own. Once others have
     * removed the domain's directory, there is no more proof, but for deaths that are known, or told.
     */
    public boolean isAlive(final int number) {
        if (number == own || number == former) {
            return number != 0;
        }
        if (isKnownDead(number)) {
            return false;
        }
        if (!state.isGivenOut(number)) {
            return false;
        }
        if (number == OwnNumbers.get(state)) {
            return true; // another class loader's copy of this library holds it
        }
        // Without the domain its files prove nothing: a missing one was removed with the directory, and one that stands
        // there may be another process's in a later domain, or our own, which must not be opened.
        if (!isDomainThere() || !Liveness.isProvenDead(state.process(number)) || !isDomainThere()) {
            return true;
        }
        remember(number, readRecord(number));
        return false;
    }

    /** Whether the process was proven dead before; costs nothing. */
    boolean isKnownDead(final Integer number) {
        return dead.containsKey(number);
    }

    /** Whether it is this JVM's own, whose file it must never open or close. */
    boolean isThisProcess(final int number) {
        return number == own || number == former || number == OwnNumbers.get(state);
    }

    /** Whether files of the domain can be relied on. */
    boolean isDomainThere() {
        return state.isStillThere();
    }

    /** The file whose locks say whether a process lives. */
    Path file(final int number) {
        return state.process(number);
    }

    /** For messages: number, pid, name. */
    public String describe(final int number) {
        final String remembered = dead.get(number);
        if (remembered != null) {
            return remembered;
        }
        if ((number == own && !impersonated) || (number == former && number != 0) || number == OwnNumbers.get(state)) {
            return "process " + number + " (this one, pid "
                    + ProcessIdentity.own().pid() + ")";
        }
        return describe(number, readRecord(number));
    }

    private static String describe(final int number, final @Nullable ProcessRecord record) {
        return record == null
                ? "process number " + number + " of this domain (its pid is no longer known)"
                : record.describe();
    }

    private @Nullable ProcessRecord readRecord(final int number) {
        return isDomainThere() ? ProcessRecord.read(state.process(number)) : null;
    }

    /** A number for a child that is about to be spawned, with the locked descriptor to pass to it. */
    public ChildNumber reserve(final String processName) {
        NativeLibrary.require();
        return Interrupts.deferred(() -> ReservedNumber.reserve(state, processName));
    }

    /** Takes the number that the parent reserved as this JVM's own. Called once, first thing in a child; needs no JNA. */
    public static void adopt(final Domain domain, final int number) {
        final DomainState state = DomainState.of(domain);
        synchronized (OwnNumbers.monitor(state)) {
            final int before = OwnNumbers.get(state);
            if (before != 0) {
                throw new TandemException("This JVM is process " + before + " of the domain " + state.directory()
                        + " already, and can't become " + number
                        + ". A child adopts its number before it uses the domain.");
            }
            ProcessFile.adopt(state, number);
            OwnNumbers.set(state, number);
            state.registry().own = number;
        }
        ExitCleaner.add(state);
    }

    /** Tells that a process was seen to die, so that threads of this JVM that wait look at once. */
    public void died(final int number) {
        if (isThisProcess(number)) {
            throw new IllegalArgumentException("Process " + number + " is this one.");
        }
        abandon(number);
        for (final Runnable action : DEATH_ACTIONS) {
            action.run();
        }
        BackgroundSweep.request(state);
    }

    /** Notes a death, or that a reserved number was never used. */
    void abandon(final int number) {
        remember(number, readRecord(number));
        deleteFile(number);
    }

    /** In a domain that was made anew the same number is somebody else's. */
    private void deleteFile(final int number) {
        if (state.isStillThere()) {
            OperatingSystem.current().delete(state.process(number));
        }
    }

    /** Runs an action in this JVM whenever {@link #died} is told of any process. */
    public static void onDeath(final Runnable action) {
        DEATH_ACTIONS.add(action);
    }

    /**
     * Runs an action when this JVM ends in an orderly way, before what it holds is put away.
     *
     * @param action must end within a second or two.
     * @throws IllegalStateException if the JVM is ending already.
     */
    public static void beforeExit(final Runnable action) {
        ExitCleaner.addFirst(action);
    }

    /**
     * Runs an action when this JVM ends in an orderly way and nothing failed, after what {@link #beforeExit} was told and before
     * what it holds is put away.
     *
     * @param action must end within half a second, and take no lock under which users' code runs.
     * @throws IllegalStateException if the JVM is ending already.
     */
    public static void whenEndingInOrder(final Runnable action) {
        ExitCleaner.addClosing(action);
    }

    /** Makes the end of this JVM, unless it has begun, look to its peers as if it had died. */
    public static void endAsFailed() {
        ExitCleaner.fail();
    }

    /** Notes a death that was proven, and what was known of the process. */
    void remember(final int number, final @Nullable ProcessRecord record) {
        if (dead.size() >= MAX_REMEMBERED_DEAD) {
            dead.clear(); // they can be asked about again
        }
        dead.putIfAbsent(number, describe(number, record));
    }

    /** A child's number before and just after its spawn. */
    public interface ChildNumber extends AutoCloseable {
        /** The number. */
        int number();

        /** To be inherited under any number and never touched. */
        int lockDescriptor();

        /** Records who the child is, after the spawn. */
        void spawned(int pid);

        /** Closes this process's copy of the descriptor; without a spawn the number is dead from then on. */
        @Override
        void close();
    }
}
