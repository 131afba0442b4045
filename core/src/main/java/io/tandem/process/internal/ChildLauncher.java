package io.tandem.process.internal;

import io.tandem.codec.internal.ObjectBytes;
import io.tandem.function.RemoteRunnable;
import io.tandem.os.CpuSet;
import io.tandem.os.ExitStatus;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.os.PipeDescriptors;
import io.tandem.os.Signals;
import io.tandem.os.SpawnRequest;
import io.tandem.os.SpawnedProcess;
import io.tandem.process.ChildProcess;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Transfer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One start: every step registers how it is taken back, so that a failure at any of them leaves nothing. */
final class ChildLauncher {
    private static final int ARGUMENTS_DESCRIPTOR = 5;
    private static final long REAP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long REAP_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ChildOptions options;
    private final RemoteRunnable target;
    private final List<String> initializers;
    private final long startNanos = System.nanoTime();
    private final OperatingSystem system = OperatingSystem.current();
    /** What is put away however the start ends. */
    private final Cleanup always = new Cleanup();
    /** What is taken back if it fails. */
    private final Cleanup onFailure = new Cleanup();

    private ChildLauncher(final ChildOptions options, final RemoteRunnable target, final List<String> initializers) {
        this.options = options;
        this.target = target;
        this.initializers = initializers;
    }

    static ChildProcess start(final ChildOptions options, final RemoteRunnable target) {
        final List<String> initializers = StartGuard.check(ThisProcess.initializers());
        InMemoryClasses.refuse(target);
        return new ChildLauncher(options, target, initializers).start();
    }

    private ChildProcess start() {
        NativeLibrary.require();
        final @Nullable CpuSet affinity = checkedAffinity();
        checkFiles();
        final Child child;
        try {
            child = launch(affinity);
        } catch (final Throwable failure) { // an Error too must leave nothing behind
            onFailure.runAfter(failure);
            always.runAfter(failure);
            throw failure;
        }
        try {
            always.run();
        } catch (final RuntimeException | Error e) { // the child runs all the same
            System.getLogger(ChildLauncher.class.getName())
                    .log(System.Logger.Level.WARNING, "A descriptor is left open by the start of " + child, e);
        }
        return child.handle();
    }

    private Child launch(final @Nullable CpuSet affinity) {
        final Domain domain = options.domain() == null ? Domain.current() : options.domain();
        final ProcessRegistry registry = ProcessRegistry.of(domain);
        final int own = registry.own();
        final String lineage = ThisProcess.lineageOfChild(Children.nextCount());
        final String name = options.name() == null ? ThisProcess.defaultName(lineage) : options.name();

        final ProcessRegistry.ChildNumber number = registry.reserve(name);
        always.add(number::close);
        final Transfer transfer = Transfer.toChild(domain, number.number());
        onFailure.add(transfer::rollback);
        final byte[] targetBytes = ObjectBytes.write(target, transfer);
        final ChildDescription description = new ChildDescription(
                name, lineage, ThisProcess.name(), ProcessHandle.current().pid(), own, initializers);
        final Bootstrap bootstrap = Bootstrap.create(domain, description, targetBytes, startNanos);
        onFailure.add(bootstrap::close);
        bootstrap.hold(number.number());
        onFailure.add(() -> bootstrap.release(number.number()));

        final ChildStreams streams = ChildStreams.open(system, name, options, always, onFailure);
        final PipeDescriptors lifeline = system.pipe();
        always.add(() -> system.closeDescriptor(lifeline.readEnd()));
        onFailure.add(() -> system.closeDescriptor(lifeline.writeEnd()));
        Children.expect(options.daemon());
        onFailure.add(() -> Children.expectNoLonger(options.daemon()));
        streams.startRelays();

        final Map<Integer, Integer> descriptors = new HashMap<>(streams.inherited());
        descriptors.put(ChildCommand.LOCK_DESCRIPTOR, number.lockDescriptor());
        descriptors.put(ChildCommand.PARENT_DESCRIPTOR, lifeline.readEnd());
        final SpawnedProcess process = spawn(
                number.number(),
                ChildCommand.arguments(options, domain, number.number(), bootstrap.objectId()),
                descriptors,
                affinity);
        onFailure.add(() -> system.closeDescriptor(process.descriptor()));
        onFailure.add(() -> killAndReap(name, process));
        number.spawned(process.pid());
        final Child child = new Child(
                name, options.daemon(), domain, number.number(), process, lifeline.writeEnd(), bootstrap, streams);
        Children.started(child);
        onFailure.add(() -> Children.forget(child));
        child.watch();
        onFailure.clear();
        transfer.commit();
        return child;
    }

    private SpawnedProcess spawn(
            final int number,
            final List<String> arguments,
            final Map<Integer, Integer> descriptors,
            final @Nullable CpuSet affinity) {
        final Map<String, String> environment = ChildCommand.environment(options);
        final Path directory = options.directory();
        final Path absoluteDirectory = directory == null ? null : directory.toAbsolutePath();
        try {
            return system.spawn(new SpawnRequest(
                    arguments, environment, absoluteDirectory, descriptors, options.processGroup(), affinity));
        } catch (final OperatingSystemException e) {
            if (!e.errnoName().equals("E2BIG")) {
                throw e;
            }
        }
        // Too long for the system: a class path of some hundred kilobytes, for instance. java reads it from a file.
        final int file = ArgumentFile.write(system, number, arguments.subList(1, arguments.size()));
        always.add(() -> system.closeDescriptor(file));
        descriptors.put(ARGUMENTS_DESCRIPTOR, file);
        return system.spawn(new SpawnRequest(
                List.of(arguments.get(0), "@/proc/self/fd/" + ARGUMENTS_DESCRIPTOR),
                environment,
                absoluteDirectory,
                descriptors,
                options.processGroup(),
                affinity));
    }

    /** A child that was spawned, but can't be watched: it hasn't come to its first line yet. */
    private void killAndReap(final String name, final SpawnedProcess process) {
        system.signal(process.descriptor(), Signals.KILL);
        final long start = System.nanoTime();
        ExitStatus status = system.exitStatus(process.descriptor());
        while (status == null) {
            if (System.nanoTime() - start > REAP_LIMIT_NANOS) {
                throw new IllegalStateException(
                        "Child " + name + " (pid " + process.pid() + ") was killed, but doesn't end.");
            }
            LockSupport.parkNanos(REAP_POLL_NANOS);
            status = system.exitStatus(process.descriptor());
        }
    }

    private @Nullable CpuSet checkedAffinity() {
        if (options.affinity().isEmpty()) {
            return null;
        }
        final BitSet wanted = new BitSet();
        options.affinity().forEach(wanted::set);
        final BitSet available = system.affinity().cpus();
        final BitSet missing = (BitSet) wanted.clone();
        missing.andNot(available);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The child was to run on processors " + wanted + ", but " + missing
                    + " can't be used here. This process may use " + available + ".");
        }
        return new CpuSet(wanted);
    }

    private void checkFiles() {
        final Path directory = options.directory();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("The child was to start in " + directory.toAbsolutePath() + ", which "
                    + (Files.exists(directory) ? "isn't a directory." : "doesn't exist. Create it first."));
        }
        final Path java = ChildCommand.javaExecutable(options);
        if (!Files.isExecutable(java)) {
            throw new IllegalArgumentException("The child's JVM was to be started by " + java + ", which "
                    + (Files.exists(java) ? "isn't an executable file." : "doesn't exist.")
                    + " Name another with javaExecutable(...).");
        }
    }
}
