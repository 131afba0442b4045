package io.tandem.os;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** File calls that the JDK can make alone. Nothing here may load JNA. */
final class FileCalls {
    private static final int ZEROS_SIZE = 1 << 18;

    private FileCalls() {}

    static FileChannel open(final Path path, final OpenMode mode, final int permissions) {
        try {
            return switch (mode) {
                case READ ->
                    FileChannel.open(path, Set.<OpenOption>of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                case READ_WRITE ->
                    FileChannel.open(
                            path,
                            Set.<OpenOption>of(
                                    StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
                case CREATE_NEW -> create(path, permissions);
            };
        } catch (final IOException failure) {
            throw Failures.of("open", path, failure);
        }
    }

    private static FileChannel create(final Path path, final int permissions) throws IOException {
        final Set<PosixFilePermission> wanted = permissions(permissions);
        final FileChannel channel = FileChannel.open(
                path,
                Set.<OpenOption>of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        LinkOption.NOFOLLOW_LINKS),
                attribute(wanted));
        try {
            uncut(path, permissions);
            return channel;
        } catch (final IOException failure) {
            channel.close();
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    static InputStream inputStream(final int descriptor) {
        final Path path = ofDescriptor(descriptor);
        try {
            return new PipeInput(new FileInputStream(path.toString()));
        } catch (final IOException failure) {
            throw Failures.of("open", path, failure);
        }
    }

    static OutputStream outputStream(final int descriptor) {
        final Path path = ofDescriptor(descriptor);
        try {
            return new FileOutputStream(path.toString());
        } catch (final IOException failure) {
            throw Failures.of("open", path, failure);
        }
    }

    private static Path ofDescriptor(final int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    static boolean createDirectory(final Path path, final int permissions) {
        try {
            final Set<PosixFilePermission> wanted = permissions(permissions);
            Files.createDirectory(path, attribute(wanted));
            uncut(path, permissions);
            return true;
        } catch (final FileAlreadyExistsException there) {
            return false;
        } catch (final IOException failure) {
            throw Failures.of("mkdir", path, failure);
        }
    }

    static boolean link(final Path existing, final Path name) {
        try {
            Files.createLink(name, existing);
            return true;
        } catch (final FileAlreadyExistsException taken) {
            return false;
        } catch (final IOException failure) {
            throw Failures.of("link " + existing + " to", name, failure);
        }
    }

    static boolean delete(final Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (final IOException failure) {
            throw Failures.of("unlink", path, failure);
        }
    }

    static List<String> list(final Path directory) {
        final List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (final Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (final NoSuchFileException missing) {
            return List.of();
        } catch (final DirectoryIteratorException failure) {
            throw Failures.of("readdir", directory, Objects.requireNonNull(failure.getCause()));
        } catch (final IOException failure) {
            throw Failures.of("opendir", directory, failure);
        }
        return names;
    }

    static @Nullable FileStatus status(final Path path) {
        final Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(path, "unix:uid,gid,mode,dev,ino,size", LinkOption.NOFOLLOW_LINKS);
        } catch (final NoSuchFileException missing) {
            return null;
        } catch (final IOException failure) {
            throw Failures.of("lstat", path, failure);
        }
        final int mode = (int) number(attributes, "mode");
        final FileStatus.Kind kind = switch (mode & 0170000) {
            case 0100000 -> FileStatus.Kind.FILE;
            case 0040000 -> FileStatus.Kind.DIRECTORY;
            case 0120000 -> FileStatus.Kind.LINK;
            default -> FileStatus.Kind.OTHER;
        };
        return new FileStatus(
                (int) number(attributes, "uid"),
                (int) number(attributes, "gid"),
                mode & 07777,
                kind,
                number(attributes, "dev"),
                number(attributes, "ino"),
                number(attributes, "size"));
    }

    static long usableSpace(final Path path) {
        // Not through FileStore: that one looks for the mount point, in vain in some containers.
        final long usable = path.toFile().getUsableSpace();
        if (usable > 0) {
            return usable;
        }
        if (status(path) == null) {
            throw Failures.of("statvfs", path, Errno.ENOENT);
        }
        // A tmpfs without a limit says that it has no blocks at all.
        return path.toFile().getTotalSpace() == 0 ? Long.MAX_VALUE : 0;
    }

    /** Writes zeros: the same as posix_fallocate, a little slower. Leaves the file empty if there isn't room. */
    static void fillWithZeros(final FileChannel channel, final Path path, final long length) {
        final ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(length, ZEROS_SIZE));
        uninterrupted(() -> {
            long done = 0;
            try {
                while (done < length) {
                    zeros.clear().limit((int) Math.min(zeros.capacity(), length - done));
                    done += channel.write(zeros, done);
                }
            } catch (final IOException failure) {
                throw allocationFailed(channel, path, length, length - done, failure);
            }
            return done;
        });
    }

    static OperatingSystemException allocationFailed(
            final FileChannel channel,
            final Path path,
            final long length,
            final long missing,
            final IOException failure) {
        // Asked for before the file is emptied. In a language other than English the words tell nothing, figures do.
        final long free = path.toFile().getUsableSpace();
        final boolean full =
                Failures.errno(failure) == Errno.ENOSPC || (Failures.errno(failure) == 0 && free < missing);
        empty(channel, failure);
        return full
                ? Failures.noSpace("allocate", path, length, path.toFile().getUsableSpace(), fileSystem(path), failure)
                : Failures.of("allocate", path, failure);
    }

    static String fileSystem(final Path path) {
        return "the file system of " + path.toAbsolutePath().getParent();
    }

    /** Gives back what a failed allocation took. */
    static void empty(final FileChannel channel, final Throwable failure) {
        final boolean interrupted = Thread.interrupted();
        try {
            channel.truncate(0);
        } catch (final IOException truncation) {
            failure.addSuppressed(truncation);
        } finally {
            restore(interrupted);
        }
    }

    /** Writes the last byte alone: the rest is a hole. */
    static void extend(final FileChannel channel, final Path path, final long length) {
        final ByteBuffer last = ByteBuffer.allocate(1);
        uninterrupted(() -> {
            try {
                return channel.write(last, length - 1);
            } catch (final IOException failure) {
                throw Failures.of("pwrite", path, failure);
            }
        });
    }

    static Mapping map(final FileChannel channel, final Path path, final long length) {
        return uninterrupted(() -> {
            try {
                return new BufferMapping(channel.map(FileChannel.MapMode.READ_WRITE, 0, length));
            } catch (final IOException failure) {
                throw Failures.of("mmap", path, failure);
            }
        });
    }

    static long size(final FileChannel channel, final Path path) {
        return uninterrupted(() -> {
            try {
                return channel.size();
            } catch (final IOException failure) {
                throw Failures.of("fstat", path, failure);
            }
        });
    }

    static @Nullable FileLock tryLock(
            final FileChannel channel, final Path path, final long position, final boolean shared) {
        final String call = shared ? "fcntl(F_SETLK, F_RDLCK)" : "fcntl(F_SETLK, F_WRLCK)";
        final boolean interrupted = Thread.interrupted();
        try {
            return channel.tryLock(position, 1, shared);
        } catch (final OverlappingFileLockException failure) {
            throw Failures.of(call, path, failure);
        } catch (final IOException failure) {
            throw Failures.of(call, path, failure);
        } finally {
            restore(interrupted);
        }
    }

    static @Nullable String readText(final Path path) {
        return Interrupts.deferred(() -> readTextOnce(path));
    }

    private static @Nullable String readTextOnce(final Path path) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (final NoSuchFileException missing) {
            return null;
        } catch (final IOException failure) {
            if (Failures.errno(failure) == Errno.ESRCH) {
                return null; // a file of /proc whose process ended between opening and reading
            }
            throw Failures.of("read", path, failure);
        }
    }

    static void read(final FileChannel channel, final Path path, final long position, final ByteBuffer buffer) {
        final boolean interrupted = Thread.interrupted();
        try {
            long next = position;
            int count = 0;
            while (buffer.hasRemaining() && count >= 0) {
                count = channel.read(buffer, next);
                next += count;
            }
        } catch (final IOException failure) {
            throw Failures.of("pread", path, failure);
        } finally {
            restore(interrupted);
        }
    }

    static void write(final FileChannel channel, final Path path, final long position, final ByteBuffer buffer) {
        final boolean interrupted = Thread.interrupted();
        try {
            long next = position;
            while (buffer.hasRemaining()) {
                next += channel.write(buffer, next);
            }
        } catch (final IOException failure) {
            throw Failures.of("pwrite", path, failure);
        } finally {
            restore(interrupted);
        }
    }

    static void force(final FileChannel channel, final Path path) {
        final boolean interrupted = Thread.interrupted();
        try {
            channel.force(true);
        } catch (final IOException failure) {
            throw Failures.of("fsync", path, failure);
        } finally {
            restore(interrupted);
        }
    }

    static void rename(final Path existing, final Path name) {
        try {
            Files.move(existing, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException failure) {
            throw Failures.of("rename " + existing + " to", name, failure);
        }
    }

    static @Nullable String readLink(final Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (final NotLinkException | NoSuchFileException none) {
            return null;
        } catch (final IOException failure) {
            if (Failures.errno(failure) == Errno.ESRCH) {
                return null;
            }
            throw Failures.of("readlink", path, failure);
        }
    }

    static int userId() {
        final Path path = Path.of("/proc/self/status");
        final String status = readText(path);
        if (status != null) {
            for (final String line : status.split("\n", -1)) {
                if (line.startsWith("Uid:")) {
                    return Integer.parseUnsignedInt(line.split("\\s+", -1)[2]); // real, effective, saved, file system
                }
            }
        }
        throw Failures.of("geteuid", path, Errno.ENOENT, "/proc must be mounted.");
    }

    /** A thread that carries an interrupt must not lose the channel by it: the JDK closes it on the first call. */
    private static <T> T uninterrupted(final Supplier<T> call) {
        final boolean interrupted = Thread.interrupted();
        try {
            return call.get();
        } finally {
            restore(interrupted);
        }
    }

    private static void restore(final boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** All twelve bits: the JDK's own set of permissions knows nine. */
    private static void uncut(final Path path, final int permissions) throws IOException {
        Files.setAttribute(path, "unix:mode", permissions, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(final Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static Set<PosixFilePermission> permissions(final int mode) {
        final Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        final PosixFilePermission[] all = PosixFilePermission.values(); // owner's read first, others' execute last
        for (int i = 0; i < all.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    private static long number(final Map<String, Object> attributes, final String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
    }
}
