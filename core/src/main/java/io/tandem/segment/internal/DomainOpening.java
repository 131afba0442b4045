package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.FileStatus;
import io.tandem.os.Interrupts;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.IncompatibleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Opens a domain's directory, and makes it where it isn't complete. Every step can be repeated, by anybody: a process that
 * dies half-way leaves directories that the next one takes as they are, and at most a {@code temporary/domain-*}.
 */
public final class DomainOpening {
    static final String DOMAIN_PREFIX = "domain-";

    private static final List<String> PARTS =
            List.of(DomainState.PROCESSES, DomainState.OBJECTS, DomainState.NAMES, DomainState.TEMPORARY);
    private static final Set<String> ALL_PARTS = Set.of(
            DomainState.PROCESSES,
            DomainState.OBJECTS,
            DomainState.NAMES,
            DomainState.TEMPORARY,
            DomainState.DOMAIN_FILE);
    private static final int ATTEMPTS = 100;

    private final OperatingSystem system = OperatingSystem.current();
    private final Path directory;
    private final DomainAccess access;
    private final Path file;

    private DomainOpening(final Path directory, final DomainAccess access) {
        this.directory = directory;
        this.access = access;
        this.file = directory.resolve(DomainState.DOMAIN_FILE);
    }

    /** Opens or makes; throws IncompatibleException for a directory that isn't ours or isn't a domain. */
    public static DomainState open(final Path directory, final DomainAccess access) {
        return Interrupts.deferred(() -> new DomainOpening(directory, access).open());
    }

    private DomainState open() {
        system.createDirectory(directory, access.directoryMode());
        checked(directory);
        FileStatus fileStatus = system.status(file);
        if (fileStatus == null) {
            refuseForeignContent();
        }
        for (final String part : PARTS) {
            final Path path = directory.resolve(part);
            if (fileStatus == null) {
                system.createDirectory(path, access.directoryMode());
            }
            checked(path);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (fileStatus != null) {
                final DomainState state = new DomainState(directory, fileStatus, access, map(fileStatus));
                if (state.isStillThere()) {
                    return state; // what was looked at is what was mapped
                }
            } else {
                make();
            }
            fileStatus = system.status(file);
        }
        throw new TandemException("The domain file " + file + " was replaced or removed " + ATTEMPTS
                + " times. Something removes files there: use another domain directory.");
    }

    private void checked(final Path path) {
        final FileStatus status = system.status(path);
        if (status == null) {
            throw new IncompatibleException(
                    "The directory " + path
                            + " of a domain is missing. Something removed it: remove the whole domain, or use another directory.");
        }
        access.check(path, status, FileStatus.Kind.DIRECTORY);
    }

    private void refuseForeignContent() {
        for (final String name : system.list(directory)) {
            if (!ALL_PARTS.contains(name)) {
                throw new IncompatibleException(
                        "The directory " + directory + " isn't a domain and isn't empty: it contains \"" + name
                                + "\". Use a directory of its own for a domain.");
            }
        }
    }

    private AtomicBuffer map(final FileStatus status) {
        access.check(file, status, FileStatus.Kind.FILE);
        if (status.size() != DomainDescriptor.LENGTH) {
            throw refusal("it has " + status.size() + " bytes instead of " + DomainDescriptor.LENGTH);
        }
        try (Opened opened = Opened.existing(file, OpenMode.READ_WRITE)) {
            final FileChannel channel = opened.channel();
            final ByteBuffer copy = ByteBuffer.allocate(DomainDescriptor.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            system.read(channel, file, 0, copy);
            check(copy);
            return SharedBuffers.wrap(
                    system.map(channel, file, DomainDescriptor.LENGTH).buffer(0, DomainDescriptor.LENGTH));
        }
    }

    private void check(final ByteBuffer copy) {
        final long magic = copy.getLong(DomainDescriptor.MAGIC_OFFSET);
        if (magic != DomainDescriptor.MAGIC) {
            throw refusal("it starts with \"" + Layouts.text(magic) + "\" instead of \""
                    + Layouts.text(DomainDescriptor.MAGIC) + "\"");
        }
        final int version = copy.getInt(DomainDescriptor.VERSION_OFFSET);
        if (version != DomainDescriptor.VERSION) {
            throw refusal("it has layout version " + version + ", and this library knows " + DomainDescriptor.VERSION);
        }
        final boolean group = (copy.getInt(DomainDescriptor.FLAGS_OFFSET) & DomainDescriptor.FLAG_GROUP) != 0;
        if (group != access.group()) {
            throw refusal("it was made " + (group ? "in" : "without") + " group mode, and was opened "
                    + (group ? "without" : "in"));
        }
        final long nextProcess = copy.getLong(DomainDescriptor.NEXT_PROCESS_OFFSET);
        final long nextObject = copy.getLong(DomainDescriptor.NEXT_OBJECT_OFFSET);
        if (nextProcess < 1 || nextObject < 1) {
            throw refusal("its counters stand at " + nextProcess + " and " + nextObject + ", and both start at 1");
        }
    }

    private IncompatibleException refusal(final String fault) {
        return new IncompatibleException("The file " + file + " can't be used as a domain's: " + fault
                + ". End the processes that use it and remove the directory, or use another one.");
    }

    private void make() {
        final long random =
                ThreadLocalRandom.current().nextLong() ^ ProcessIdentity.own().token();
        final Path temporary =
                directory.resolve(DomainState.TEMPORARY).resolve(DOMAIN_PREFIX + Long.toHexString(random));
        try (Discard discard = new Discard(temporary)) {
            try (Opened opened = Opened.created(temporary, access.fileMode())) {
                discard.arm();
                Space.allocate(opened.channel(), temporary, DomainDescriptor.LENGTH);
                final AtomicBuffer buffer =
                        SharedBuffers.wrap(system.map(opened.channel(), temporary, DomainDescriptor.LENGTH)
                                .buffer(0, DomainDescriptor.LENGTH));
                buffer.putLong(DomainDescriptor.MAGIC_OFFSET, DomainDescriptor.MAGIC);
                buffer.putInt(DomainDescriptor.FLAGS_OFFSET, access.group() ? DomainDescriptor.FLAG_GROUP : 0);
                buffer.putLong(DomainDescriptor.INCARNATION_OFFSET, random);
                buffer.putLong(DomainDescriptor.NEXT_PROCESS_OFFSET, 1);
                buffer.putLong(DomainDescriptor.NEXT_OBJECT_OFFSET, 1);
                buffer.putIntVolatile(DomainDescriptor.VERSION_OFFSET, DomainDescriptor.VERSION);
            }
            // Whoever links first has made it. A sweep of another process may have removed ours meanwhile, but only
            // when the domain was there already.
            if (system.status(file) == null) {
                try {
                    system.link(temporary, file);
                } catch (final TandemException e) {
                    if (system.status(file) == null && system.status(temporary) != null) {
                        throw e;
                    }
                }
            }
        }
    }
}
