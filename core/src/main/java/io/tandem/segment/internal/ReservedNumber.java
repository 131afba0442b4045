package io.tandem.segment.internal;

import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A number whose lock is on a descriptor that a child inherits. */
final class ReservedNumber implements ProcessRegistry.ChildNumber {
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
        final ProcessIdentity own = ProcessIdentity.own();
        final ProcessIdentity child = new ProcessIdentity(own.namespace(), own.boot(), 0, 0, own.token() + number);
        final int descriptor = ProcessFile.create(
                state,
                new ProcessRecord(number, child, processName),
                ReservedNumber::lock,
                OperatingSystem.current()::closeDescriptor);
        return new ReservedNumber(state, number, descriptor);
    }

    private static @Nullable Integer lock(final Opened file) {
        file.close();
        final OperatingSystem system = OperatingSystem.current();
        final int descriptor = system.openDescriptor(file.path());
        boolean locked = false;
        try {
            locked = system.lockDescriptor(descriptor, file.path(), ProcessFileDescriptor.DESCRIPTOR_LOCK);
            return locked ? descriptor : null;
        } finally {
            if (!locked) {
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
        ProcessFile.recordPid(file, pid, ProcessIdentity.startTimeOf(pid));
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
