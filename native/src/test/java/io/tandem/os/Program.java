package io.tandem.os;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of the system, started by the spawn under test. */
final class Program {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    record Result(ExitStatus status, String output) {}

    private final List<String> arguments;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<Integer, Integer> descriptors = new TreeMap<>();
    private @Nullable Path directory;
    private boolean processGroup;
    private @Nullable CpuSet affinity;

    private Program(final List<String> arguments) {
        this.arguments = new ArrayList<>(arguments);
    }

    static Program of(final String... arguments) {
        return new Program(List.of(arguments));
    }

    static Program shell(final String script) {
        return of("/bin/sh", "-c", script);
    }

    Program environment(final String name, final String value) {
        environment.put(name, value);
        return this;
    }

    Program directory(final Path path) {
        directory = path;
        return this;
    }

    Program descriptor(final int target, final int source) {
        descriptors.put(target, source);
        return this;
    }

    Program ownProcessGroup() {
        processGroup = true;
        return this;
    }

    Program affinity(final CpuSet cpus) {
        affinity = cpus;
        return this;
    }

    /** Starts it with this process's standard streams, but for those that were chosen. */
    SpawnedProcess start() {
        final Map<Integer, Integer> all = new TreeMap<>(Map.of(0, 0, 1, 1, 2, 2));
        all.putAll(descriptors);
        return OperatingSystem.current()
                .spawn(new SpawnRequest(arguments, environment, directory, all, processGroup, affinity));
    }

    /** Starts it with exactly the chosen descriptors. */
    SpawnedProcess startWithChosenAlone() {
        return OperatingSystem.current()
                .spawn(new SpawnRequest(arguments, environment, directory, descriptors, processGroup, affinity));
    }

    /** Runs it to its end; what it writes to descriptor 1 is its output. */
    Result run() {
        final OperatingSystem system = OperatingSystem.current();
        final PipeDescriptors pipe = system.pipe();
        final SpawnedProcess process;
        try {
            descriptors.put(1, pipe.writeEnd());
            process = start();
        } catch (final RuntimeException failure) {
            system.closeDescriptor(pipe.readEnd());
            throw failure;
        } finally {
            system.closeDescriptor(pipe.writeEnd());
        }
        final String output;
        try (InputStream in = openPipe(pipe.readEnd())) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            system.closeDescriptor(pipe.readEnd());
        }
        return new Result(exit(process), output);
    }

    /** Buffered, because a bare FileInputStream of JDK 17 asks a pipe for its length before it reads all. */
    private static InputStream openPipe(final int descriptor) throws IOException {
        return new BufferedInputStream(new FileInputStream("/proc/self/fd/" + descriptor));
    }

    /** Waits for its end by the exit watcher, collects it and closes its descriptor. */
    static ExitStatus exit(final SpawnedProcess process) {
        final OperatingSystem system = OperatingSystem.current();
        final CountDownLatch ended = new CountDownLatch(1);
        system.onExit(process.descriptor(), ended::countDown);
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                system.signal(process.descriptor(), Signals.KILL);
                throw new AssertionError("Process " + process.pid() + " did not end.");
            }
        } catch (final InterruptedException failure) {
            throw new AssertionError(failure);
        }
        final ExitStatus status = system.exitStatus(process.descriptor());
        system.closeDescriptor(process.descriptor());
        if (status == null) {
            throw new AssertionError("The watcher told of an end that hadn't come.");
        }
        return status;
    }

    /** Ends it by SIGKILL and collects it. */
    static ExitStatus kill(final SpawnedProcess process) {
        OperatingSystem.current().signal(process.descriptor(), Signals.KILL);
        return exit(process);
    }

    /** The state letter of a process as /proc tells it, or X if it is gone. */
    static char state(final int pid) {
        final String stat = OperatingSystem.current().readText(Path.of("/proc/" + pid + "/stat"));
        return stat == null ? 'X' : stat.charAt(stat.lastIndexOf(')') + 2);
    }

    static void awaitState(final int pid, final char state) {
        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> state(pid) == state);
    }
}
