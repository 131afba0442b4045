package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.Interrupts;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes this JVM a process of a domain: with a JDK lock at once, which is dropped when anybody in this JVM closes the file,
 * and with an open-file-description lock as well as soon as the native library is there.
 */
final class OwnProcess {
    private static final System.Logger LOGGER = System.getLogger(OwnProcess.class.getName());
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 200_000;

    private final DomainState state;
    private final int number;
    /** Never closed while the number is in use: closing drops the lock. */
    private final Opened locked;

    private int descriptor = -1;
    private boolean left;

    private OwnProcess(final DomainState state, final int number, final Opened locked) {
        this.state = state;
        this.number = number;
        this.locked = locked;
    }

    /** Called with {@link OwnNumbers#monitor} held. */
    static OwnProcess register(final DomainState state) {
        final int number = state.nextProcessNumber();
        // First the property: from now on no sweep in this JVM opens, and closes, what is about to be locked.
        OwnNumbers.set(state, number);
        OwnProcess process = null;
        try {
            for (int attempt = 0; attempt < ATTEMPTS && process == null; attempt++) {
                process = tryRegister(state, number);
                if (process == null) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            if (process == null) {
                OwnNumbers.clear(state);
            }
        }
        if (process == null) {
            throw new TandemException("The process file " + state.temporaryProcess(number)
                    + " was removed or locked by others " + ATTEMPTS
                    + " times while it was made. Something else works in that directory: use another domain.");
        }
        NativeLibrary.onReady(process::lockDescriptor);
        return process;
    }

    /** Null if others were in the way: a sweep that removed the file before it was locked, or that asks about its lock. */
    private static @Nullable OwnProcess tryRegister(final DomainState state, final int number) {
        final OperatingSystem system = OperatingSystem.current();
        final Path temporary = state.temporaryProcess(number);
        final Opened opened = Opened.created(temporary, state.access().fileMode());
        boolean done = false;
        try (Discard discard = new Discard(temporary)) {
            discard.arm();
            try {
                fill(opened, new ProcessRecord(number, ProcessIdentity.own(), ownName()));
                // The lock comes after everything that might close another descriptor of the file, and before the link.
                if (system.tryLock(opened.channel(), temporary, ProcessFileDescriptor.JDK_LOCK, false) == null) {
                    return null;
                }
                system.link(temporary, state.process(number));
            } catch (final TandemException e) {
                if (system.status(temporary) != null) {
                    throw e;
                }
                return null;
            }
            discard.nowOrLater();
            done = true;
            return new OwnProcess(state, number, opened);
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    int number() {
        return number;
    }

    /** Gives the locks back. */
    void unlock() {
        locked.close();
        synchronized (this) {
            left = true;
            if (descriptor >= 0) {
                OperatingSystem.current().closeDescriptor(descriptor);
                descriptor = -1;
            }
        }
    }

    static void fill(final Opened opened, final ProcessRecord record) {
        Space.allocate(opened.channel(), opened.path(), ProcessFileDescriptor.LENGTH);
        record.write(map(opened));
    }

    /** Records who we are in the file that our parent made. Its lock is on a descriptor that nobody touches. */
    static void adopt(final DomainState state, final int number) {
        final Path file = state.process(number);
        final ProcessRecord record = ProcessRecord.read(file);
        if (record == null || record.number() != number) {
            throw new TandemException("The process file " + file
                    + " that the parent made for this process is missing or damaged. Start the process again.");
        }
        final ProcessIdentity own = ProcessIdentity.own();
        recordPid(file, own.pid(), own.startTime());
    }

    /** Writes a child's pid and start time into the file that its parent made: by either of them, with the same values. */
    static void recordPid(final Path file, final int pid, final long startTime) {
        final AtomicBuffer record = Interrupts.deferred(() -> {
            try (Opened opened = Opened.existing(file, OpenMode.READ_WRITE)) {
                return map(opened);
            }
        });
        ProcessRecord.writePid(record, pid, startTime);
    }

    private static AtomicBuffer map(final Opened opened) {
        final int length = ProcessFileDescriptor.LENGTH;
        return SharedBuffers.wrap(OperatingSystem.current()
                .map(opened.channel(), opened.path(), length)
                .buffer(0, length));
    }

    /** Kept open like the channel: closing the descriptor would drop the JDK lock. */
    private synchronized void lockDescriptor() {
        if (left) {
            return;
        }
        final OperatingSystem system = OperatingSystem.current();
        final Path file = state.process(number);
        try {
            descriptor = system.openDescriptor(file);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (system.lockDescriptor(descriptor, file, ProcessFileDescriptor.DESCRIPTOR_LOCK)) {
                    return;
                }
                LockSupport.parkNanos(PAUSE_NANOS); // somebody asks about it with a shared lock just now
            }
            LOGGER.log(Level.WARNING, "The second lock on {0} could not be taken: others hold it.", file);
        } catch (final TandemException e) {
            LOGGER.log(Level.WARNING, "The second lock on " + file + " could not be taken; the first one stays.", e);
        }
    }

    private static String ownName() {
        final String command = System.getProperty("sun.java.command", "");
        final int end = command.indexOf(' ');
        final String program = end < 0 ? command : command.substring(0, end);
        return program.isEmpty() ? "java" : program.substring(program.lastIndexOf('/') + 1);
    }
}
