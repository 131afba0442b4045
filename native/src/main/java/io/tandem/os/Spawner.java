package io.tandem.os;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** posix_spawn. */
final class Spawner {
    private static final int HIGHEST_TARGET = 1023;

    private static volatile boolean exitsAreCollectable;

    private Spawner() {}

    static SpawnedProcess spawn(final SpawnRequest request) {
        final List<byte[]> arguments = new ArrayList<>();
        for (final String argument : request.arguments()) {
            arguments.add(NativeText.encode(argument, "argument"));
        }
        if (arguments.isEmpty() || !request.arguments().get(0).startsWith("/")) {
            throw new IllegalArgumentException(
                    "The program's full path must come first: it is not looked up in PATH; got " + request.arguments()
                            + ".");
        }
        final List<byte[]> environment = Environment.encode(request.environment());
        final List<DescriptorPlan.Step> steps = DescriptorPlan.of(checked(request.descriptors()));
        final Path directory = request.directory();
        final byte @Nullable [] directoryText =
                directory == null ? null : NativeText.encode(directory.toString(), "directory");

        collectableExits();
        final CpuSet wanted = request.affinity();
        if (wanted == null) {
            return spawn(request, arguments, environment, directoryText, steps);
        }
        // The child inherits the affinity of the thread that spawns it. JNA keeps a virtual thread on its carrier here.
        final CpuSet before = Affinity.get();
        Affinity.set(wanted);
        try {
            return spawn(request, arguments, environment, directoryText, steps);
        } finally {
            Affinity.set(before);
        }
    }

    private static SpawnedProcess spawn(
            final SpawnRequest request,
            final List<byte[]> arguments,
            final List<byte[]> environment,
            final byte @Nullable [] directory,
            final List<DescriptorPlan.Step> steps) {
        final int pid;
        final int size = 64
                + Platform.SPAWN_FILE_ACTIONS_SIZE
                + Platform.SPAWN_ATTRIBUTES_SIZE
                + Platform.SIGSET_SIZE
                + vectorSize(arguments)
                + vectorSize(environment)
                + (directory == null ? 0 : directory.length + 16);
        try (NativeMemory memory = new NativeMemory(size)) {
            final int pidOffset = memory.take(16);
            final long actions = memory.address() + memory.take(Platform.SPAWN_FILE_ACTIONS_SIZE);
            final long attributes = memory.address() + memory.take(Platform.SPAWN_ATTRIBUTES_SIZE);
            final long signals = memory.address() + memory.take(Platform.SIGSET_SIZE);
            check(LibC.posix_spawn_file_actions_init(actions), "posix_spawn_file_actions_init");
            try {
                check(LibC.posix_spawnattr_init(attributes), "posix_spawnattr_init");
                try {
                    fillAttributes(attributes, signals, request.processGroup());
                    fillActions(actions, steps, directory == null ? 0 : memory.string(directory));
                    final long argumentVector = vector(memory, arguments);
                    final long environmentVector = vector(memory, environment);
                    final long program = memory.bytes().getLong((int) (argumentVector - memory.address()));
                    final int errno = LibC.posix_spawn(
                            memory.address() + pidOffset,
                            program,
                            actions,
                            attributes,
                            argumentVector,
                            environmentVector);
                    if (errno != 0) {
                        throw failure(request, errno);
                    }
                    pid = memory.bytes().getInt(pidOffset);
                } finally {
                    LibC.posix_spawnattr_destroy(attributes);
                }
            } finally {
                LibC.posix_spawn_file_actions_destroy(actions);
            }
        }
        return new SpawnedProcess(pid, openChild(pid));
    }

    /**
     * The pid can't be reused between the spawn and here: it stays taken until its exit is collected, and nobody else
     * does that. The JDK's reaper waits for the pids it spawned itself, and SIGCHLD isn't ignored (see collectableExits).
     */
    private static int openChild(final int pid) {
        try {
            final int descriptor = Processes.open(pid);
            if (descriptor < 0) {
                throw Failures.of(
                        "pidfd_open",
                        null,
                        Errno.ESRCH,
                        "Something in this process collects the exits of all its children (waitpid(-1), or SIGCHLD"
                                + " ignored): it must not.");
            }
            return descriptor;
        } catch (final OperatingSystemException failure) {
            // Nobody could ever watch or end it (no more descriptors, for instance): take the start back.
            LibC.kill(pid, Signals.KILL);
            try (NativeMemory info = new NativeMemory(Platform.SIGINFO_SIZE)) {
                while (LibC.waitid(Platform.P_PID, pid, info.address(), Platform.WEXITED) == -1
                        && Native.getLastError() == Errno.EINTR) {
                    Thread.onSpinWait();
                }
            }
            throw failure;
        }
    }

    /**
     * Who started this JVM may have had it ignore SIGCHLD: the kernel then forgets exit codes at once, and reuses pids.
     * The JDK mends that before its own first process, so do we.
     */
    private static void collectableExits() {
        if (!exitsAreCollectable) {
            final String status = FileCalls.readText(Path.of("/proc/self/status"));
            if (status != null && isIgnored(status, Signals.CHLD)) {
                LibC.signal(Signals.CHLD, 0);
            }
            exitsAreCollectable = true;
        }
    }

    private static boolean isIgnored(final String status, final int signal) {
        for (final String line : status.split("\n", -1)) {
            if (line.startsWith("SigIgn:")) {
                final long mask = Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16);
                return (mask & 1L << (signal - 1)) != 0;
            }
        }
        return false;
    }

    private static void fillAttributes(final long attributes, final long signals, final boolean processGroup) {
        int flags = Platform.SPAWN_SETSIGMASK | Platform.SPAWN_SETSIGDEF;
        check(LibC.posix_spawnattr_setsigmask(attributes, signals), "posix_spawnattr_setsigmask"); // still empty: zeros
        LibC.sigfillset(signals);
        check(LibC.posix_spawnattr_setsigdefault(attributes, signals), "posix_spawnattr_setsigdefault");
        if (processGroup) {
            flags |= Platform.SPAWN_SETPGROUP;
            check(LibC.posix_spawnattr_setpgroup(attributes, 0), "posix_spawnattr_setpgroup");
        }
        check(LibC.posix_spawnattr_setflags(attributes, (short) flags), "posix_spawnattr_setflags");
    }

    private static void fillActions(final long actions, final List<DescriptorPlan.Step> steps, final long directory) {
        for (final DescriptorPlan.Step step : steps) {
            switch (step.kind()) {
                case DUPLICATE ->
                    check(
                            LibC.posix_spawn_file_actions_adddup2(actions, step.source(), step.target()),
                            "posix_spawn_file_actions_adddup2(" + step.source() + ", " + step.target() + ")");
                case CLOSE ->
                    check(
                            LibC.posix_spawn_file_actions_addclose(actions, step.target()),
                            "posix_spawn_file_actions_addclose(" + step.target() + ")");
                case CLOSE_FROM ->
                    check(
                            LibC.posix_spawn_file_actions_addclosefrom_np(actions, step.target()),
                            "posix_spawn_file_actions_addclosefrom_np");
            }
        }
        if (directory != 0) {
            check(
                    LibC.posix_spawn_file_actions_addchdir_np(actions, directory),
                    "posix_spawn_file_actions_addchdir_np");
        }
    }

    private static Map<Integer, Integer> checked(final Map<Integer, Integer> descriptors) {
        final Map<Integer, Integer> sorted = new TreeMap<>(descriptors);
        sorted.forEach((target, source) -> {
            if (target < 0 || target > HIGHEST_TARGET || source < 0) {
                throw new IllegalArgumentException("Descriptor " + source + " was to become " + target
                        + " in the child: both must be 0 or more, and the latter " + HIGHEST_TARGET + " at most.");
            }
            if (LibC.fcntl(source, Platform.F_GETFD, 0) == -1) {
                throw Failures.of(
                        "posix_spawn",
                        null,
                        Native.getLastError(),
                        "Descriptor " + source + ", which was to become " + target + " in the child, is not open.");
            }
        });
        return sorted;
    }

    private static int vectorSize(final List<byte[]> texts) {
        long size = 8L * (texts.size() + 1) + 16;
        for (final byte[] text : texts) {
            size += text.length + 16;
        }
        if (size > 1 << 28) {
            throw Failures.of("posix_spawn", null, Errno.E2BIG);
        }
        return (int) size;
    }

    private static long vector(final NativeMemory memory, final List<byte[]> texts) {
        final int at = memory.take(8 * (texts.size() + 1));
        final ByteBuffer bytes = memory.bytes();
        for (int i = 0; i < texts.size(); i++) {
            bytes.putLong(at + 8 * i, memory.string(texts.get(i)));
        }
        return memory.address() + at;
    }

    private static void check(final int errno, final String call) {
        if (errno != 0) {
            throw Failures.of(call, null, errno);
        }
    }

    /** posix_spawn doesn't tell which step failed: look at what it was about. */
    private static OperatingSystemException failure(final SpawnRequest request, final int errno) {
        final Path program = Path.of(request.arguments().get(0));
        final Path directory = request.directory();
        if (directory != null && (errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.EACCES)) {
            if (!Files.isDirectory(directory)) {
                return Failures.of(
                        "posix_spawn(chdir)", directory, errno, "The working directory of the child must exist.");
            }
            if (!Files.isExecutable(directory)) {
                return Failures.of(
                        "posix_spawn(chdir)", directory, errno, "This user may not enter the working directory.");
            }
        }
        final String remedy = switch (errno) {
            case Errno.ENOENT ->
                Files.exists(program)
                        ? "The program is there, but the interpreter or loader that it names is not."
                        : "There is no such program; give its full path.";
            case Errno.EACCES -> whyNotExecutable(program);
            default -> null;
        };
        return remedy == null
                ? Failures.of("posix_spawn", program, errno)
                : Failures.of("posix_spawn", program, errno, remedy);
    }

    private static String whyNotExecutable(final Path program) {
        if (Files.isDirectory(program)) {
            return "It is a directory, not a program.";
        }
        try {
            if (Files.getPosixFilePermissions(program).stream()
                    .noneMatch(permission -> permission.name().endsWith("EXECUTE"))) {
                return "It is not executable: chmod +x " + program + ".";
            }
        } catch (final IOException unreadable) {
            return "It can't be looked at (" + unreadable + "): check the directories above it.";
        }
        return "This user may not execute it, or its file system is mounted noexec.";
    }
}
