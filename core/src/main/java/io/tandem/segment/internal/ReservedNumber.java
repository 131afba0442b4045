package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A number whose lock is on a descriptor that a child inherits. */
final class ReservedNumber implements ProcessRegistry.ChildNumber {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 200_000;

    private final DomainState state;
    private final int number;
    private final int descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean spawned;

    private ReservedNumber(final DomainState state, final int number, final int descriptor) {
        this.state = state;
        this.number = number;
        this.descriptor = descriptor;
    }

    static ReservedNumber reserve(final DomainState state, final String processName) {
        final int number = state.nextProcessNumber();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final int descriptor = tryReserve(state, number, processName);
            if (descriptor >= 0) {
                return new ReservedNumber(state, number, descriptor);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new TandemException("The process file " + state.temporaryProcess(number)
                + " was removed or locked by others " + ATTEMPTS
                + " times while it was made. Something else works in that directory: use another domain.");
    }

    /** Negative if a sweep was in the way, which found the file before it was locked, or asks about its lock. */
    private static int tryReserve(final DomainState state, final int number, final String processName) {
        final OperatingSystem system = OperatingSystem.current();
        final ProcessIdentity own = ProcessIdentity.own();
        final Path temporary = state.temporaryProcess(number);
        final ProcessRecord record = new ProcessRecord(
                number, new ProcessIdentity(own.namespace(), own.boot(), 0, 0, own.token() + number), processName);
        int descriptor = -1;
        boolean linked = false;
        try (Discard discard = new Discard(temporary)) {
            final Opened created = Opened.created(temporary, state.access().fileMode());
            discard.arm();
            try {
                try (Opened opened = created) {
                    OwnProcess.fill(opened, record);
                }
                descriptor = system.openDescriptor(temporary);
                if (!system.lockDescriptor(descriptor, temporary, ProcessFileDescriptor.DESCRIPTOR_LOCK)) {
                    return -1;
                }
                system.link(temporary, state.process(number));
            } catch (final TandemException e) {
                if (system.status(temporary) != null) {
                    throw e;
                }
                return -1;
            }
            linked = true;
            discard.nowOrLater();
            return descriptor;
        } finally {
            if (!linked && descriptor >= 0) {
                system.closeDescriptor(descriptor);
            }
        }
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int lockDescriptor() {
        return descriptor;
    }

    @Override
    public void spawned(final int pid) {
        spawned = true;
        final Path file = state.process(number);
        if (OperatingSystem.current().status(file) == null) {
            return; // it has died, and was swept, already
        }
        OwnProcess.recordPid(file, pid, ProcessIdentity.startTimeOf(pid));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            OperatingSystem.current().closeDescriptor(descriptor);
            if (!spawned) {
                state.registry().abandon(number);
            }
        }
    }
}
