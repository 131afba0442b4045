package io.tandem.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What JVMs that hang are doing, for the story of their failure. */
final class ThreadDumps {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private ThreadDumps() {}

    /**
     * What some processes and all that they have started are doing, each as the kernel and as its JVM sees it: a JVM that is
     * stuck as a whole doesn't answer. Takes ten seconds at most.
     *
     * @param roots of this user; what ends meanwhile is told as far as that goes.
     * @return many lines.
     */
    static String of(final List<ProcessHandle> roots) {
        final long start = System.nanoTime();
        final List<JvmAccount> accounts = roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .distinct()
                .map(JvmAccount::begin) // side by side
                .toList();
        return accounts.stream()
                .map(account -> "== pid " + account.pid() + System.lineSeparator()
                        + kernelsAccount(account.pid()) + System.lineSeparator()
                        + account.finish(LIMIT_NANOS - (System.nanoTime() - start)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Each thread's number, name, state, and what it waits for in the kernel, as far as this user may see that. */
    private static String kernelsAccount(final long pid) {
        final Path tasks = Path.of("/proc", Long.toString(pid), "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.map(ThreadDumps::line).collect(Collectors.joining(System.lineSeparator()));
        } catch (final IOException | UncheckedIOException e) {
            return "its threads can't be seen in " + tasks + ": " + e;
        }
    }

    private static String line(final Path thread) {
        final String stat = read(thread.resolve("stat"));
        return thread.getFileName() + " " + read(thread.resolve("comm"))
                + " " + stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 2)[0]
                + " in " + read(thread.resolve("wchan"))
                + ", system call " + read(thread.resolve("syscall"));
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file).strip();
        } catch (final IOException e) {
            return "?"; // it is gone meanwhile, or this user may not know
        }
    }
}
