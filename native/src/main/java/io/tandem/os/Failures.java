package io.tandem.os;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes exceptions that say what can be done, out of error numbers and of the JDK's exceptions. */
final class Failures {
    private static final String MORE_ROOM =
            "delete what is no longer used, or make it larger (for /dev/shm in a container:"
                    + " --shm-size; otherwise: mount -o remount,size=...).";

    private Failures() {}

    /** A failed native call. */
    static OperatingSystemException of(final String call, final @Nullable Path path, final int errno) {
        return new OperatingSystemException(call, path, errno, Errno.name(errno), remedy(call, errno), null);
    }

    /** A failed native call of which the caller knows more. */
    static OperatingSystemException of(
            final String call, final @Nullable Path path, final int errno, final String remedy) {
        return new OperatingSystemException(call, path, errno, Errno.name(errno), remedy, null);
    }

    /** A failed call of the JDK. */
    static OperatingSystemException of(final String call, final Path path, final IOException failure) {
        final int errno = errno(failure);
        if (errno == 0) {
            return new OperatingSystemException(call, path, 0, words(failure), remedy(failure), failure);
        }
        return new OperatingSystemException(call, path, errno, Errno.name(errno), remedy(call, errno), failure);
    }

    /** Another lock of this JVM is in the way. */
    static OperatingSystemException of(final String call, final Path path, final OverlappingFileLockException failure) {
        return new OperatingSystemException(
                call,
                path,
                0,
                "overlapping lock",
                "This JVM itself holds or awaits a lock on that range; one JVM can't probe its own locks.",
                failure);
    }

    /** No room: told apart from everything else, with the figures. */
    static OperatingSystemException noSpace(
            final String call,
            final Path path,
            final long needed,
            final long free,
            final String where,
            final @Nullable Throwable cause) {
        return new OperatingSystemException(
                call,
                path,
                Errno.ENOSPC,
                Errno.name(Errno.ENOSPC),
                needed + " bytes were needed and " + free + " are free in " + where + ": ask for less, " + MORE_ROOM,
                cause);
    }

    /** The error number behind an exception of the JDK, or 0 where it can't be told. */
    static int errno(final IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return Errno.ENOENT;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return Errno.EEXIST;
        }
        if (failure instanceof AccessDeniedException) {
            return Errno.EACCES;
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return Errno.ENOTEMPTY;
        }
        if (failure instanceof NotDirectoryException) {
            return Errno.ENOTDIR;
        }
        if (failure instanceof FileSystemLoopException) {
            return Errno.ELOOP;
        }
        if (failure.getCause() instanceof OutOfMemoryError) {
            return Errno.ENOMEM; // FileChannel.map says it so
        }
        return Errno.ofWords(words(failure));
    }

    private static String words(final IOException failure) {
        final String words = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return words == null ? failure.getClass().getSimpleName() : words;
    }

    private static String remedy(final IOException failure) {
        if (failure instanceof ClosedByInterruptException) {
            return "The thread was interrupted meanwhile, and the JDK closed the file: open it again.";
        }
        if (failure instanceof ClosedChannelException) {
            return "The file was closed already.";
        }
        return "See the cause.";
    }

    private static String remedy(final String call, final int errno) {
        return switch (errno) {
            case Errno.EPERM -> permission(call);
            case Errno.EACCES -> "This user may not: check owner and mode of the file and of the directories above it.";
            case Errno.ENOENT -> "Nothing is there, or a directory above it is missing.";
            case Errno.ESRCH -> "The process is gone.";
            case Errno.EINTR -> "A signal came in between: repeat the call.";
            case Errno.E2BIG ->
                "Arguments and environment together are too long: shorten them (getconf ARG_MAX; one"
                        + " argument may have 128 KiB), for instance by an @argfile.";
            case Errno.ENOEXEC -> "The file is not a program for this machine, or a script without its #! line.";
            case Errno.EBADF -> "The descriptor is not open: it was closed already, or opened for something else.";
            case Errno.ECHILD -> "It is no child of this process, or its exit was collected already.";
            case Errno.EAGAIN ->
                call.contains("spawn") || call.contains("clone")
                        ? "No more processes or threads are allowed: check ulimit -u and the container's pids limit."
                        : call.contains("lock")
                                ? "Not enough memory may be locked: raise ulimit -l."
                                : "Try again later.";
            case Errno.ENOMEM -> memory(call);
            case Errno.EFAULT -> "The address is not mapped: the memory was released already.";
            case Errno.EBUSY -> "It is in use.";
            case Errno.EEXIST -> "Something with that name is there already.";
            case Errno.EXDEV -> "Both names must be on one file system.";
            case Errno.ENOTDIR -> "Something on the way to it is not a directory.";
            case Errno.EISDIR -> "It is a directory.";
            case Errno.EINVAL ->
                call.contains("affinity")
                        ? "None of these processors may be used here: the machine or the container has others."
                        : "The kernel or the file system doesn't know this request.";
            case Errno.ENFILE -> "The whole system has no more open files: raise the sysctl fs.file-max.";
            case Errno.EMFILE -> "This process has no more descriptors: raise ulimit -n, or close what isn't needed.";
            case Errno.ETXTBSY -> "Somebody is still writing the program.";
            case Errno.EFBIG -> "Files may not become that large here: check ulimit -f and the file system's limits.";
            case Errno.ENOSPC ->
                call.startsWith("epoll")
                        ? "Too many descriptors are watched: raise the sysctl fs.epoll.max_user_watches."
                        : "The file system is full: " + MORE_ROOM;
            case Errno.EDQUOT -> "The user's quota on this file system is used up.";
            case Errno.EROFS -> "The file system is read-only: choose another directory by -Dtandem.dir=...";
            case Errno.EMLINK -> "The file has as many names as the file system allows.";
            case Errno.ENAMETOOLONG -> "Use a shorter name.";
            case Errno.ENOLCK -> "The file system grants no locks: use a local one, such as /dev/shm.";
            case Errno.ENOSYS ->
                "The kernel lacks this call, or a container's filter (seccomp) hides it: Linux 5.4 or"
                        + " newer and an up-to-date container runtime are needed.";
            case Errno.ENOTEMPTY -> "The directory isn't empty.";
            case Errno.ELOOP ->
                "A symbolic link stands there, and links are never followed: whoever made it may mean"
                        + " harm; remove it if it is yours.";
            case Errno.EOPNOTSUPP -> "The file system can't do this: use another, such as /dev/shm.";
            default -> "See the manual page of " + call.replaceAll("[^a-z0-9_].*", "") + ".";
        };
    }

    private static String permission(final String call) {
        if (call.contains("lock")) {
            return "Memory may not be locked here: raise ulimit -l or grant CAP_IPC_LOCK.";
        }
        if (call.startsWith("pidfd_send_signal")) {
            return "The process belongs to another user.";
        }
        return "The system forbids it: check user, capabilities and, in a container, its filter (seccomp).";
    }

    private static String memory(final String call) {
        if (call.contains("mlock")) {
            return "Not enough memory may be locked: raise ulimit -l.";
        }
        if (call.contains("map") || call.contains("madvise")) {
            return "The address space or the number of mappings is used up: raise the sysctl vm.max_map_count or"
                    + " ulimit -v, or map less.";
        }
        return "Memory is used up: check free memory, the container's limit and the sysctl vm.overcommit_memory.";
    }
}
