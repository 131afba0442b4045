package io.tandem.os;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every call that Tandem makes to the operating system.
 *
 * <p>Failures are {@link OperatingSystemException}s that carry the call, the path, the errno and a remedy. All methods
 * may be called from any thread.
 */
public interface OperatingSystem {
    /** {@return the system that this JVM runs on} Tests may have replaced it. */
    static OperatingSystem current() {
        return OperatingSystems.current();
    }

    // ---- files: the JDK's calls, no native library

    /**
     * Opens a file, never following a symbolic link in its last component.
     *
     * @param path        of the file.
     * @param mode        for what.
     * @param permissions of a new file, such as 0600; ignored for an existing one. The umask does not cut them.
     * @return the open channel.
     */
    FileChannel open(Path path, OpenMode mode, int permissions);

    /**
     * Creates one directory.
     *
     * @param path        of the directory.
     * @param permissions such as 0700; the umask does not cut them.
     * @return false if something is there already.
     */
    boolean createDirectory(Path path, int permissions);

    /**
     * Gives an existing file one more name, atomically.
     *
     * @param existing the file.
     * @param name     the new name.
     * @return false if the name is taken.
     */
    boolean link(Path existing, Path name);

    /**
     * Removes a name.
     *
     * @param path of a file or an empty directory.
     * @return false if nothing was there.
     */
    boolean delete(Path path);

    /**
     * Lists a directory.
     *
     * @param directory to list.
     * @return the names in it, in no particular order; empty if it doesn't exist.
     */
    List<String> list(Path directory);

    /**
     * Looks at a file without following a symbolic link.
     *
     * @param path of the file.
     * @return what stands there, or null if nothing does.
     */
    @Nullable
    FileStatus status(Path path);

    /**
     * Tells how much room a file system has.
     *
     * @param path of anything on it.
     * @return the bytes that may still be allocated.
     */
    long usableSpace(Path path);

    /**
     * Gives a file its length in truly allocated, zeroed bytes. If there isn't room, the failure's errno is ENOSPC (28),
     * and the file is empty again; so it is when a control group's memory limit would be exceeded, for which the kernel
     * would kill rather than refuse. Opens the file by its path when the native library is ready, so allocate before any
     * {@link #tryLock}: closing another descriptor of a file drops this JVM's JDK locks on it.
     *
     * @param channel of the file, new and empty.
     * @param path    of the file.
     * @param length  in bytes.
     */
    void allocate(FileChannel channel, Path path, long length);

    /**
     * Gives a file its length in zeroed bytes of which none but the last page is allocated: stores into a mapping of it end in
     * SIGBUS when the file system runs full.
     *
     * @param channel of the file, new and empty.
     * @param path    of the file.
     * @param length  in bytes, 1 or more.
     */
    void extend(FileChannel channel, Path path, long length);

    /**
     * Maps a whole file, shared and writable; refuses a file that is shorter. Beyond 2 GiB this needs the native library
     * and opens the file by its path once more.
     *
     * @param channel of the file.
     * @param path    of the file.
     * @param length  in bytes.
     * @return the mapping, which lives as long as anything refers to it.
     */
    Mapping map(FileChannel channel, Path path, long length);

    /**
     * Maps a whole file likewise, at an address and an offset that huge pages fit to. Needs the native library, and opens the
     * file by its path once more.
     *
     * @param channel of the file.
     * @param path    of the file.
     * @param length  in bytes, a huge page's at least.
     * @return the mapping, which lives as long as anything refers to it.
     */
    Mapping mapForHugePages(FileChannel channel, Path path, long length);

    /**
     * Tries for a JDK file lock on one byte. The kernel drops it when any descriptor of that file is closed in this JVM.
     *
     * @param channel  of the file.
     * @param path     of the file, for messages.
     * @param position of the byte.
     * @param shared   whether shared or exclusive.
     * @return the lock, or null if another process holds one that conflicts.
     */
    @Nullable
    FileLock tryLock(FileChannel channel, Path path, long position, boolean shared);

    /**
     * Reads a small file whole, such as one under {@code /proc}.
     *
     * @param path of the file.
     * @return its text, or null if it doesn't exist (any more).
     */
    @Nullable
    String readText(Path path);

    /**
     * Reads from a file without moving its position, until the buffer is full or the file ends.
     *
     * @param channel  of the file.
     * @param path     of the file, for messages.
     * @param position of the first byte.
     * @param buffer   to fill.
     */
    void read(FileChannel channel, Path path, long position, ByteBuffer buffer);

    /**
     * Writes to a file without moving its position, until the buffer is empty.
     *
     * @param channel  of the file.
     * @param path     of the file, for messages.
     * @param position of the first byte.
     * @param buffer   to write.
     */
    void write(FileChannel channel, Path path, long position, ByteBuffer buffer);

    /**
     * Has what was written to a file, or the names in a directory, survive a crash of the system.
     *
     * @param channel of the file or directory.
     * @param path    of it, for messages.
     */
    void force(FileChannel channel, Path path);

    /**
     * Gives a file another name in the same file system, atomically: what had that name before is gone.
     *
     * @param existing the file.
     * @param name     the new name.
     */
    void rename(Path existing, Path name);

    /**
     * Reads where a symbolic link leads, such as one under {@code /proc}.
     *
     * @param path of the link.
     * @return its text, or null if it doesn't exist or isn't a link.
     */
    @Nullable
    String readLink(Path path);

    /** {@return the effective user id of this process} */
    int userId();

    /** {@return how many processors this process may use: its affinity and its container's quota respected} */
    int processors();

    // ---- the rest needs the native library

    /**
     * Sleeps while all words have the expected values. Where the kernel can watch one word only (Linux before 5.16, some
     * containers), that is the first; changes of the others are then noticed within 10 ms.
     *
     * @param words   to watch, 128 at most.
     * @param timeout in nanoseconds, 0 or more.
     * @return why it returned; callers look at their own condition whatever it says.
     */
    FutexResult futexWait(FutexWords words, long timeout);

    /**
     * Wakes sleepers of a 32-bit word.
     *
     * @param address of the word.
     * @param count   the most to wake.
     * @param shared  whether sleepers may be in other processes.
     * @return how many were woken.
     */
    int futexWake(long address, int count, boolean shared);

    /**
     * A full fence in this thread and, as seen from it, in every running thread of each process that uses this library and
     * has loaded its native half. Costs some 15 µs; see {@link AsymmetricFence}.
     *
     * @return false if the kernel can't.
     */
    boolean processFence();

    /**
     * Opens a file as a bare descriptor, close-on-exec, read and write, never following a symbolic link.
     *
     * @param path of the file.
     * @return the descriptor.
     */
    int openDescriptor(Path path);

    /**
     * Opens a file that is to become a standard stream of a process, as a bare descriptor, close-on-exec. Follows links; a
     * new file gets the permissions 0666, cut by the umask.
     *
     * @param path of the file.
     * @param mode for what.
     * @return the descriptor.
     */
    int openStream(Path path, StreamMode mode);

    /**
     * Reads what stands behind a bare descriptor of a pipe. Needs no native library.
     *
     * @param descriptor of a pipe's read end; it stays open, and may be closed at once.
     * @return a stream with a descriptor of its own.
     */
    InputStream inputStream(int descriptor);

    /**
     * Writes to what stands behind a bare descriptor of a pipe. Needs no native library.
     *
     * @param descriptor of a pipe's write end; it stays open, and may be closed at once.
     * @return a stream, unbuffered, with a descriptor of its own.
     */
    OutputStream outputStream(int descriptor);

    /**
     * Closes a bare descriptor.
     *
     * @param descriptor to close.
     */
    void closeDescriptor(int descriptor);

    /**
     * Tries for an exclusive open-file-description lock on one byte. It belongs to the open file, so it outlives this
     * process in a child that was given the descriptor.
     *
     * @param descriptor of the file.
     * @param path       of the file, for messages.
     * @param position   of the byte.
     * @return false if somebody holds a lock that conflicts.
     */
    boolean lockDescriptor(int descriptor, Path path, long position);

    /**
     * Asks, without taking anything, whether a range of a file is locked through another open file.
     *
     * @param descriptor of the file.
     * @param path       of the file, for messages.
     * @param position   of the first byte.
     * @param length     of the range in bytes.
     * @return true if a lock is held.
     */
    boolean isDescriptorLocked(int descriptor, Path path, long position, long length);

    /** {@return a new pipe, both ends close-on-exec} */
    PipeDescriptors pipe();

    /**
     * Starts a program. Its exit must be collected by {@link #exitStatus}, once; until then the pid stays taken.
     *
     * @param request what to start and how.
     * @return the new process.
     */
    SpawnedProcess spawn(SpawnRequest request);

    /**
     * Opens a descriptor of a process, close-on-exec.
     *
     * @param pid of the process.
     * @return the descriptor, or -1 if there is no such process.
     */
    int openProcess(int pid);

    /**
     * Sends a signal to exactly the process that a descriptor refers to; one that has ended takes signals, without
     * effect, until its exit was collected.
     *
     * @param processDescriptor from {@link #spawn} or {@link #openProcess}.
     * @param signal            number.
     * @return false if the process is gone.
     */
    boolean signal(int processDescriptor, int signal);

    /**
     * Collects the exit of a child of this process without waiting. Tells it once: a second call fails with ECHILD.
     *
     * @param processDescriptor from {@link #spawn}.
     * @return how it ended, or null while it runs.
     */
    @Nullable
    ExitStatus exitStatus(int processDescriptor);

    /**
     * Calls back once when a process has ended, from the one thread that watches all of them. At once if it has already.
     *
     * @param processDescriptor of any process; may be closed any time after this call.
     * @param action            must be short and must not block.
     */
    void onExit(int processDescriptor, Runnable action);

    /**
     * Puts anonymous memory in the place of a mapping, so that its pages are given back at once and late accesses are
     * harmless.
     *
     * @param mapping to replace.
     */
    void replaceByAnonymous(Mapping mapping);

    /**
     * Gives the pages of a mapping, from an offset to its end, back to the file system, whoever else has mapped them: what they held is 0
     * from then on. Only for bytes that nobody uses any more, since room for them is no longer sure.
     *
     * @param mapping of a file.
     * @param offset  of the first byte, at the start of a page.
     * @return false if the file system can't.
     */
    boolean freePages(Mapping mapping, long offset);

    /**
     * Makes the kernel provide all pages of a mapping now. Their contents stay.
     *
     * @param mapping to populate.
     * @param advice  what else is asked of it.
     */
    void populate(Mapping mapping, MemoryAdvice advice);

    /** {@return the processors that this thread may run on} */
    CpuSet affinity();

    /**
     * Binds this thread, and the processes it spawns, to processors.
     *
     * @param cpus one at least.
     */
    void affinity(CpuSet cpus);

    /** {@return the longest sleep that notices what futexes can't tell} */
    static Duration longestSleep() {
        return Duration.ofMillis(50);
    }
}
