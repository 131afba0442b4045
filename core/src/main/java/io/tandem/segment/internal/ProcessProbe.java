package io.tandem.segment.internal;

import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks again and again whether one process lives. Keeps its process file open, so that the answer "yes" takes one system call
 * and no allocation; it is one by itself, since a held lock means a living process, and the number on the file is never
 * given to another. Everything else goes to {@link ProcessRegistry#isAlive}, which alone proves a death for as long as the
 * domain's directory is there; once others have removed that, the file that was kept open does.
 *
 * <p>The file is never this JVM's own, so that opening and closing it drops no lock. Safe for threads.
 */
public final class ProcessProbe implements AutoCloseable {
    private static final int NONE = -1;

    private final ProcessRegistry registry;
    /** Boxed once. */
    private Integer number = 0;

    private Path file = Path.of("");
    private int descriptor = NONE;
    /** What stands in the file. */
    private @Nullable ProcessRecord record;

    private boolean closed;

    /**
     * Watches nobody yet.
     *
     * @param registry of the domain.
     */
    public ProcessProbe(final ProcessRegistry registry) {
        this.registry = registry;
    }

    /**
     * Whether a process may still run. False is proof of death. Cheap for as long as the same one is asked about.
     *
     * @param process its number.
     * @return as {@link ProcessRegistry#isAlive} does.
     */
    public synchronized boolean isAlive(final int process) {
        if (descriptor != NONE) {
            if (process != number) {
                forget();
            } else if (isLocked()) {
                return true;
            }
        }
        if (!registry.isAlive(process) || isDeadByTheKeptFile()) {
            forget();
            return false;
        }
        if (descriptor == NONE || registry.isDomainThere()) {
            watch(process);
        }
        return true;
    }

    /** Watches nobody, until it is asked again. */
    public synchronized void forget() {
        if (descriptor != NONE) {
            final int open = descriptor;
            descriptor = NONE;
            record = null;
            OperatingSystem.current().closeDescriptor(open);
        }
    }

    /** Keeps nothing open from now on. Questions are still answered. */
    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }

    private boolean isLocked() {
        if (registry.isKnownDead(number)) {
            return false;
        }
        try {
            return queryLock();
        } catch (final OperatingSystemException e) {
            return false; // no proof of anything: the whole question is asked, and fails if it can't be answered either
        }
    }

    private boolean queryLock() {
        return OperatingSystem.current().isDescriptorLocked(descriptor, file, ProcessFileDescriptor.JDK_LOCK, 2);
    }

    /** Once the domain isn't there: by the file that was opened while it was, and that nobody finds by its name any more. */
    private boolean isDeadByTheKeptFile() {
        final ProcessRecord known = record;
        if (descriptor == NONE
                || known == null
                || registry.isDomainThere()
                || queryLock()
                || Liveness.runs(known.identity())) {
            return false;
        }
        registry.remember(number, known);
        return true;
    }

    private void watch(final int process) {
        forget();
        if (closed || !NativeLibrary.isReady() || registry.isThisProcess(process) || !registry.isDomainThere()) {
            return;
        }
        number = process;
        file = registry.file(process);
        try {
            descriptor = OperatingSystem.current().openDescriptor(file);
            record = ProcessRecord.read(file);
        } catch (final OperatingSystemException e) {
            forget(); // such as when there are too many: each question is then asked as a whole
        }
        if (!registry.isDomainThere()) {
            forget(); // it may be a file of a later domain
        }
    }
}
