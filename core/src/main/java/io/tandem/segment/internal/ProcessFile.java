package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.Interrupts;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/** How the file {@code processes/<n>} is made and written, whoever keeps its lock. */
final class ProcessFile {
    /** How often, and how long apart, a lock is tried for that others only ask about. */
    static final int ATTEMPTS = 100;

    static final long PAUSE_NANOS = 200_000;

    private ProcessFile() {}

    /**
     * Takes the kernel's lock on a file that is filled.
     *
     * @param <L> what keeps the lock.
     */
    @FunctionalInterface
    interface Locking<L> {
        /** Null if somebody asks about the lock just now. */
        @Nullable
        L lock(Opened file);
    }

    /**
     * Makes the file: filled and locked under its temporary name, then linked to its number.
     *
     * @param locking may close the file; otherwise what it returns keeps it.
     * @param unlock  gives the lock back, and closes what keeps it.
     */
    static <L> L create(
            final DomainState state, final ProcessRecord record, final Locking<L> locking, final Consumer<L> unlock) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            state.requireStillThere();
            final L lock = tryCreate(state, record, locking, unlock);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new TandemException("The process file " + state.temporaryProcess(record.number())
                + " was removed or locked by others " + ATTEMPTS
                + " times while it was made. Something else works in that directory: use another domain.");
    }

    /** Null if others were in the way: a sweep that removed the file before it was locked, or that asks about its lock. */
    private static <L> @Nullable L tryCreate(
            final DomainState state, final ProcessRecord record, final Locking<L> locking, final Consumer<L> unlock) {
        final OperatingSystem system = OperatingSystem.current();
        final Path temporary = state.temporaryProcess(record.number());
        final Opened file = Opened.created(temporary, state.access().fileMode());
        L lock = null;
        boolean done = false;
        try (Discard discard = new Discard(temporary)) {
            discard.arm();
            try {
                state.requireStillThere(); // in a later domain, its number would be somebody else's
                fill(file, record);
                // The lock comes after everything that might close another descriptor of the file, and before the link.
                lock = locking.lock(file);
                if (lock == null) {
                    return null;
                }
                system.link(temporary, state.process(record.number()));
            } catch (final TandemException e) {
                if (system.status(temporary) != null) {
                    throw e;
                }
                return null;
            }
            discard.nowOrLater();
            done = true;
            return lock;
        } finally {
            if (!done) {
                if (lock != null) {
                    unlock.accept(lock);
                }
                file.close();
            }
        }
    }

    static void fill(final Opened file, final ProcessRecord record) {
        Space.allocate(file.channel(), file.path(), ProcessFileDescriptor.LENGTH);
        record.write(map(file));
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
}
