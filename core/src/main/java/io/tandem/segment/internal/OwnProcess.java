package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes this JVM a process of a domain: with a JDK lock at once, which is dropped when anybody in this JVM closes the file,
 * and with an open-file-description lock as well as soon as the native library is there.
 */
final class OwnProcess {
    private static final System.Logger LOGGER = System.getLogger(OwnProcess.class.getName());

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
        boolean done = false;
        try {
            final ProcessRecord record = new ProcessRecord(number, ProcessIdentity.own(), ownName());
            final Opened locked = ProcessFile.create(state, record, OwnProcess::lock, Opened::close);
            final OwnProcess process = new OwnProcess(state, number, locked);
            done = true;
            NativeLibrary.onReady(process::lockDescriptor);
            return process;
        } finally {
            if (!done) {
                OwnNumbers.clear(state);
            }
        }
    }

    private static @Nullable Opened lock(final Opened file) {
        return OperatingSystem.current().tryLock(file.channel(), file.path(), ProcessFileDescriptor.JDK_LOCK, false)
                        == null
                ? null
                : file;
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

    /** Kept open like the channel: closing the descriptor would drop the JDK lock. */
    private synchronized void lockDescriptor() {
        if (left) {
            return;
        }
        final OperatingSystem system = OperatingSystem.current();
        final Path file = state.process(number);
        try {
            descriptor = system.openDescriptor(file);
            for (int attempt = 0; attempt < ProcessFile.ATTEMPTS; attempt++) {
                if (system.lockDescriptor(descriptor, file, ProcessFileDescriptor.DESCRIPTOR_LOCK)) {
                    return;
                }
                LockSupport.parkNanos(ProcessFile.PAUSE_NANOS); // somebody asks about it with a shared lock just now
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
