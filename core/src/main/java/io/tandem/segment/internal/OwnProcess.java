package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Makes this JVM a process of a domain: with a JDK lock at once, which is dropped when anybody in this JVM closes the file,
 * and with an open-file-description lock as well as soon as the native library is there.
 */
final class OwnProcess {
    private static final System.Logger LOGGER = System.getLogger(OwnProcess.class.getName());
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 200_000;

    /** Never closed: closing drops the lock. Reachable from the hook thread of {@link ExitCleaner} too. */
    private static final List<FileChannel> LOCKED = new CopyOnWriteArrayList<>();

    private OwnProcess() {}

    static List<FileChannel> locked() {
        return LOCKED;
    }

    /** Called with {@link OwnNumbers#monitor} held. */
    static int register(final DomainState state) {
        final int number = state.nextProcessNumber();
        // First the property: from now on no sweep in this JVM opens, and closes, what is about to be locked.
        OwnNumbers.set(state, number);
        boolean done = false;
        try {
            for (int attempt = 0; attempt < ATTEMPTS && !done; attempt++) {
                done = tryRegister(state, number);
                if (!done) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            if (!done) {
                OwnNumbers.clear(state);
            }
        }
        if (!done) {
            throw new TandemException("The process file " + state.temporaryProcess(number)
                    + " was removed or locked by others " + ATTEMPTS
                    + " times while it was made. Something else works in that directory: use another domain.");
        }
        NativeLibrary.onReady(() -> lockDescriptor(state, number));
        return number;
    }

    /** False if others were in the way: a sweep that removed the file before it was locked, or that asks about its lock. */
    private static boolean tryRegister(final DomainState state, final int number) {
        final OperatingSystem system = OperatingSystem.current();
        final Path temporary = state.temporaryProcess(number);
        try (Discard registered = new Discard(state.process(number))) {
            final Opened opened = Opened.created(temporary, state.access().fileMode());
            boolean done = false;
            try (Discard discard = new Discard(temporary)) {
                discard.arm();
                if (system.tryLock(opened.channel(), temporary, ProcessFileDescriptor.JDK_LOCK, false) == null) {
                    return false;
                }
                fill(opened, new ProcessRecord(number, ProcessIdentity.own(), ownName()));
                try {
                    system.link(temporary, state.process(number));
                } catch (final OperatingSystemException e) {
                    if (system.status(temporary) != null) {
                        throw e;
                    }
                    return false;
                }
                registered.arm();
                discard.now();
                LOCKED.add(opened.channel());
                registered.disarm();
                done = true;
            } finally {
                if (!done) {
                    opened.close();
                }
            }
            return true;
        }
    }

    static void fill(final Opened opened, final ProcessRecord record) {
        final OperatingSystem system = OperatingSystem.current();
        final int length = ProcessFileDescriptor.LENGTH;
        system.allocate(opened.channel(), opened.path(), length);
        record.write(SharedBuffers.wrap(
                system.map(opened.channel(), opened.path(), length).buffer(0, length)));
    }

    /** Records who we are in the file that our parent made. Its lock is on a descriptor that nobody touches. */
    static void adopt(final DomainState state, final int number) {
        final Path file = state.process(number);
        final ProcessRecord record = ProcessRecord.read(file);
        if (record == null || record.number() != number) {
            throw new TandemException("The process file " + file
                    + " that the parent made for this process is missing or damaged. Start the process again.");
        }
        try (Opened opened = Opened.existing(file, OpenMode.READ_WRITE)) {
            final AtomicBuffer buffer = SharedBuffers.wrap(OperatingSystem.current()
                    .map(opened.channel(), file, ProcessFileDescriptor.LENGTH)
                    .buffer(0, ProcessFileDescriptor.LENGTH));
            final ProcessIdentity own = ProcessIdentity.own();
            ProcessRecord.writePid(buffer, own.pid(), own.startTime());
        }
    }

    /** The descriptor is never closed: that would drop the JDK lock, and the kernel takes both back with the process. */
    private static void lockDescriptor(final DomainState state, final int number) {
        final OperatingSystem system = OperatingSystem.current();
        final Path file = state.process(number);
        try {
            final int descriptor = system.openDescriptor(file);
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
