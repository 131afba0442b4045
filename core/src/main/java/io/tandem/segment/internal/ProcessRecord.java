package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.Interrupts;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a process file says.
 *
 * @param number   of the process.
 * @param identity of it; pid 0 while a child's isn't known.
 * @param name     for messages.
 */
record ProcessRecord(int number, ProcessIdentity identity, String name) {
    void write(final AtomicBuffer file) {
        final byte[] bytes = Layouts.utf8(name, ProcessFileDescriptor.MAX_NAME_LENGTH);
        file.putLong(ProcessFileDescriptor.MAGIC_OFFSET, ProcessFileDescriptor.MAGIC);
        file.putInt(ProcessFileDescriptor.NUMBER_OFFSET, number);
        file.putLong(ProcessFileDescriptor.NAMESPACE_OFFSET, identity.namespace());
        file.putLong(ProcessFileDescriptor.BOOT_MOST_OFFSET, identity.boot().getMostSignificantBits());
        file.putLong(ProcessFileDescriptor.BOOT_LEAST_OFFSET, identity.boot().getLeastSignificantBits());
        file.putInt(ProcessFileDescriptor.NAME_LENGTH_OFFSET, bytes.length);
        file.putLong(ProcessFileDescriptor.TOKEN_OFFSET, identity.token());
        file.putBytes(ProcessFileDescriptor.NAME_OFFSET, bytes);
        writePid(file, identity.pid(), identity.startTime());
        file.putIntVolatile(ProcessFileDescriptor.VERSION_OFFSET, ProcessFileDescriptor.VERSION);
    }

    static void writePid(final AtomicBuffer file, final int pid, final long startTime) {
        file.putLong(ProcessFileDescriptor.START_TIME_OFFSET, startTime);
        file.putIntVolatile(ProcessFileDescriptor.PID_OFFSET, pid);
    }

    /**
     * Null if there is no file or it isn't a process's. Not for the own number's file: closing it drops the JDK lock.
     */
    static @Nullable ProcessRecord read(final Path path) {
        return Interrupts.deferred(() -> readOnce(path));
    }

    private static @Nullable ProcessRecord readOnce(final Path path) {
        final OperatingSystem system = OperatingSystem.current();
        final FileStatus status = system.status(path);
        if (status == null || status.kind() != FileStatus.Kind.FILE || status.size() != ProcessFileDescriptor.LENGTH) {
            return null;
        }
        final ByteBuffer copy =
                ByteBuffer.allocate(ProcessFileDescriptor.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (Opened opened = Opened.existing(path, OpenMode.READ)) {
            system.read(opened.channel(), path, 0, copy);
        } catch (final OperatingSystemException e) {
            if (system.status(path) == null) {
                return null;
            }
            throw e;
        }
        return parse(copy);
    }

    static @Nullable ProcessRecord parse(final ByteBuffer copy) {
        final int nameLength = copy.getInt(ProcessFileDescriptor.NAME_LENGTH_OFFSET);
        if (copy.getLong(ProcessFileDescriptor.MAGIC_OFFSET) != ProcessFileDescriptor.MAGIC
                || copy.getInt(ProcessFileDescriptor.VERSION_OFFSET) != ProcessFileDescriptor.VERSION
                || nameLength < 0
                || nameLength > ProcessFileDescriptor.MAX_NAME_LENGTH) {
            return null;
        }
        final byte[] name = new byte[nameLength];
        copy.get(ProcessFileDescriptor.NAME_OFFSET, name);
        return new ProcessRecord(
                copy.getInt(ProcessFileDescriptor.NUMBER_OFFSET),
                new ProcessIdentity(
                        copy.getLong(ProcessFileDescriptor.NAMESPACE_OFFSET),
                        new UUID(
                                copy.getLong(ProcessFileDescriptor.BOOT_MOST_OFFSET),
                                copy.getLong(ProcessFileDescriptor.BOOT_LEAST_OFFSET)),
                        copy.getInt(ProcessFileDescriptor.PID_OFFSET),
                        copy.getLong(ProcessFileDescriptor.START_TIME_OFFSET),
                        copy.getLong(ProcessFileDescriptor.TOKEN_OFFSET)),
                new String(name, StandardCharsets.UTF_8));
    }

    String describe() {
        return "process " + number + " (" + (identity.pid() == 0 ? "" : "pid " + identity.pid() + ", ") + "\"" + name
                + "\")";
    }
}
