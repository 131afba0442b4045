package io.tandem.os;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Linux: the JDK for files, the C library for the rest. */
final class LinuxOperatingSystem implements OperatingSystem {
    private final int userId;

    LinuxOperatingSystem() {
        Platform.current();
        userId = FileCalls.userId();
    }

    @Override
    public FileChannel open(final Path path, final OpenMode mode, final int permissions) {
        return FileCalls.open(path, mode, permissions);
    }

    @Override
    public boolean createDirectory(final Path path, final int permissions) {
        return FileCalls.createDirectory(path, permissions);
    }

    @Override
    public boolean link(final Path existing, final Path name) {
        return FileCalls.link(existing, name);
    }

    @Override
    public boolean delete(final Path path) {
        return FileCalls.delete(path);
    }

    @Override
    public List<String> list(final Path directory) {
        return FileCalls.list(directory);
    }

    @Override
    public @Nullable FileStatus status(final Path path) {
        return FileCalls.status(path);
    }

    @Override
    public long usableSpace(final Path path) {
        return FileCalls.usableSpace(path);
    }

    @Override
    public void allocate(final FileChannel channel, final Path path, final long length) {
        Allocation.allocate(channel, path, length);
    }

    @Override
    public void extend(final FileChannel channel, final Path path, final long length) {
        FileCalls.extend(channel, path, length);
    }

    @Override
    public Mapping map(final FileChannel channel, final Path path, final long length) {
        checkLength(channel, path, length);
        if (length <= Integer.MAX_VALUE) {
            return FileCalls.map(channel, path, length);
        }
        NativeLibrary.require();
        return LargeMapping.of(path, length);
    }

    @Override
    public Mapping mapForHugePages(final FileChannel channel, final Path path, final long length) {
        checkLength(channel, path, length);
        NativeLibrary.require();
        return LargeMapping.aligned(path, length, HugePages.checkedSize(path, length));
    }

    private static void checkLength(final FileChannel channel, final Path path, final long length) {
        if (length <= 0) {
            throw new IllegalArgumentException(
                    "A mapping of " + length + " bytes was asked for: one at least is needed.");
        }
        final long size = FileCalls.size(channel, path);
        if (size < length) { // pages behind the end would be a SIGBUS later
            throw Failures.of(
                    "mmap",
                    path,
                    Errno.EINVAL,
                    length + " bytes were to be mapped and the file has " + size + ": allocate it first.");
        }
    }

    @Override
    public @Nullable FileLock tryLock(
            final FileChannel channel, final Path path, final long position, final boolean shared) {
        return FileCalls.tryLock(channel, path, position, shared);
    }

    @Override
    public @Nullable String readText(final Path path) {
        return FileCalls.readText(path);
    }

    @Override
    public void read(final FileChannel channel, final Path path, final long position, final ByteBuffer buffer) {
        FileCalls.read(channel, path, position, buffer);
    }

    @Override
    public void write(final FileChannel channel, final Path path, final long position, final ByteBuffer buffer) {
        FileCalls.write(channel, path, position, buffer);
    }

    @Override
    public void force(final FileChannel channel, final Path path) {
        FileCalls.force(channel, path);
    }

    @Override
    public void rename(final Path existing, final Path name) {
        FileCalls.rename(existing, name);
    }

    @Override
    public @Nullable String readLink(final Path path) {
        return FileCalls.readLink(path);
    }

    @Override
    public int userId() {
        return userId;
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public FutexResult futexWait(final FutexWords words, final long timeout) {
        NativeLibrary.require();
        return Futexes.await(words, timeout);
    }

    @Override
    public int futexWake(final long address, final int count, final boolean shared) {
        NativeLibrary.require();
        return Futexes.wake(address, count, shared);
    }

    @Override
    public boolean processFence() {
        NativeLibrary.require();
        return AsymmetricFence.membarrier(Platform.MEMBARRIER_GLOBAL_EXPEDITED);
    }

    @Override
    public int openDescriptor(final Path path) {
        NativeLibrary.require();
        return Descriptors.open(path);
    }

    @Override
    public int openStream(final Path path, final StreamMode mode) {
        NativeLibrary.require();
        return Descriptors.open(path, mode);
    }

    @Override
    public InputStream inputStream(final int descriptor) {
        return FileCalls.inputStream(descriptor);
    }

    @Override
    public OutputStream outputStream(final int descriptor) {
        return FileCalls.outputStream(descriptor);
    }

    @Override
    public void closeDescriptor(final int descriptor) {
        NativeLibrary.require();
        Descriptors.close(descriptor);
    }

    @Override
    public boolean lockDescriptor(final int descriptor, final Path path, final long position) {
        NativeLibrary.require();
        return Descriptors.lock(descriptor, path, position);
    }

    @Override
    public boolean isDescriptorLocked(final int descriptor, final Path path, final long position, final long length) {
        NativeLibrary.require();
        return Descriptors.isLocked(descriptor, path, position, length);
    }

    @Override
    public PipeDescriptors pipe() {
        NativeLibrary.require();
        return Descriptors.pipe();
    }

    @Override
    public SpawnedProcess spawn(final SpawnRequest request) {
        NativeLibrary.require();
        return Spawner.spawn(request);
    }

    @Override
    public int openProcess(final int pid) {
        NativeLibrary.require();
        return Processes.open(pid);
    }

    @Override
    public boolean signal(final int processDescriptor, final int signal) {
        NativeLibrary.require();
        return Processes.signal(processDescriptor, signal);
    }

    @Override
    public @Nullable ExitStatus exitStatus(final int processDescriptor) {
        NativeLibrary.require();
        return Processes.exitStatus(processDescriptor);
    }

    @Override
    public void onExit(final int processDescriptor, final Runnable action) {
        NativeLibrary.require();
        ExitWatcher.watch(processDescriptor, action);
    }

    @Override
    public void replaceByAnonymous(final Mapping mapping) {
        NativeLibrary.require();
        MappedMemory.replaceByAnonymous(mapping);
    }

    @Override
    public boolean freePages(final Mapping mapping, final long offset) {
        NativeLibrary.require();
        return MappedMemory.freePages(mapping, offset);
    }

    @Override
    public void populate(final Mapping mapping, final MemoryAdvice advice) {
        NativeLibrary.require();
        MappedMemory.populate(mapping, advice);
    }

    @Override
    public CpuSet affinity() {
        NativeLibrary.require();
        return Affinity.get();
    }

    @Override
    public void affinity(final CpuSet cpus) {
        NativeLibrary.require();
        Affinity.set(cpus);
    }
}
