package io.tandem.bench.harness;

import io.tandem.os.ModuleAccess;
import io.tandem.segment.Domain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The directory of one run, in memory where there is a file system for that. It is called after the driver's process id,
 * and what a driver that was killed left behind is removed by the next one.
 */
public final class Workplace {
    private static final String PREFIX = "tandem-bench-";
    private static final int MAX_ATTEMPTS = 100;

    private final Path directory;
    private final Cpus cpus;
    private final Halt halt;
    private final Started started;

    private Workplace(final Path directory, final Cpus cpus, final Halt halt, final Started started) {
        this.directory = directory;
        this.cpus = cpus;
        this.halt = halt;
        this.started = started;
    }

    /**
     * A part of this one, so that what was opened before may be opened anew under the same name.
     *
     * @param number of it.
     * @return its directory with what belongs to the run; made by whoever comes first.
     * @throws IOException if it can't be made.
     */
    Workplace room(final int number) throws IOException {
        return new Workplace(Files.createDirectories(directory.resolve("r" + number)), cpus, halt, started);
    }

    /** {@return a new directory, for the driver} */
    public static Workplace create(final Cpus cpus, final Halt halt) throws IOException {
        final Path parent = parent();
        removeLeftovers(parent);
        return new Workplace(
                Files.createTempDirectory(
                        parent,
                        PREFIX + ProcessHandle.current().pid() + "-",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                cpus,
                halt,
                new Started());
    }

    private static Path parent() {
        final Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** {@return how many bytes of files there is room for} */
    public static long usableSpace() {
        try {
            return Files.getFileStore(parent()).getUsableSpace();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the directory that the driver made, for the peer} */
    static Workplace attach(final Path directory, final Cpus cpus, final Halt halt) {
        return new Workplace(directory, cpus, halt, new Started());
    }

    /** {@return where it is} */
    public Path directory() {
        return directory;
    }

    /** {@return what a file or an object of a subject is called, by its name} */
    public static String fileName(final String subject) {
        return subject.replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** {@return a domain of its own, inside the directory} */
    public Domain domain() {
        return Domain.at(directory.resolve("domain"));
    }

    /** {@return the processors of the two measuring threads} */
    public Cpus cpus() {
        return cpus;
    }

    /** {@return what loops that wait must obey} */
    public Halt halt() {
        return halt;
    }

    /**
     * Creates a file of zeros and maps it.
     *
     * @param name   of the file in this directory.
     * @param length in bytes.
     * @return the memory.
     * @throws IOException if there is no room, or a file of that name.
     */
    public AtomicBuffer create(final String name, final int length) throws IOException {
        final Path file = directory.resolve(name);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Written, not only extended: no room is an exception here, and a signal later.
            final ByteBuffer zeros = ByteBuffer.allocateDirect(length);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            return map(channel, length);
        }
    }

    /**
     * Maps a file that the other process created.
     *
     * @param name of the file in this directory.
     * @return the memory.
     * @throws IOException if there is no such file.
     */
    public AtomicBuffer open(final String name) throws IOException {
        try (FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return map(channel, Math.toIntExact(channel.size()));
        }
    }

    /**
     * Copies a resource into this directory, if it isn't there yet.
     *
     * @param user in whose package it is.
     * @param name of the resource, and of the file.
     * @return the file.
     * @throws IOException if there is no room.
     */
    public Path unpack(final Class<?> user, final String name) throws IOException {
        final Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream from = user.getResourceAsStream(name)) {
                if (from == null) {
                    throw new BenchException(name + " is missing from this build");
                }
                Files.copy(from, file);
            }
        }
        return file;
    }

    private static AtomicBuffer map(final FileChannel channel, final int length) throws IOException {
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
        final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
        return new UnsafeBuffer(mapped);
    }

    /**
     * Starts a program in this directory, on all processors. It is ended with the run, if not before.
     *
     * @param command the program and its arguments.
     * @return the program, running.
     * @throws IOException if it can't be started.
     */
    public Program start(final String... command) throws IOException {
        return startOnAllCpus(() -> Program.start(this, List.of(command)), Program::close);
    }

    /**
     * Starts something with threads or processes of its own, which may run on all processors whatever the caller is bound to.
     *
     * @param start makes it, and starts it.
     * @param end   ends it, from any thread, also a second time. Called when the run is over, if that happened before or not.
     * @return what was started.
     * @throws E if that fails.
     */
    public <T, E extends Exception> T startOnAllCpus(final Start<T, E> start, final Consumer<T> end) throws E {
        return started.start(start, end);
    }

    /** Ends what was started here, and removes the directory with all that is in it. May be called more than once. */
    public void delete() throws IOException {
        started.endAll();
        delete(directory);
    }

    // Again where somebody else came in between: at the end of a run, Tandem removes its own files there.
    private static void delete(final Path directory) throws IOException {
        for (int attempt = 1; Files.exists(directory); attempt++) {
            try {
                deleteOnce(directory);
            } catch (final NoSuchFileException | DirectoryNotEmptyException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void deleteOnce(final Path directory) throws IOException {
        final List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        for (final Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private static void removeLeftovers(final Path parent) throws IOException {
        final List<Path> own;
        try (Stream<Path> all = Files.list(parent)) {
            own = all.filter(path -> path.getFileName().toString().matches(PREFIX + "[0-9]+-[0-9]+"))
                    .filter(Files::isWritable)
                    .toList();
        }
        for (final Path path : own) {
            final String pid =
                    path.getFileName().toString().substring(PREFIX.length()).replaceFirst("-.*", "");
            if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                delete(path);
            }
        }
    }

    /** What starts something. */
    @FunctionalInterface
    public interface Start<T, E extends Exception> {
        /**
         * Starts it.
         *
         * @return what runs now.
         * @throws E if that fails.
         */
        T start() throws E;
    }
}
