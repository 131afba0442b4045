package io.tandem.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A JVM that runs a main class of the tests; its output is read line by line. Killed, and waited for, when closed. */
public final class ChildJvm implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> outputRead = new CompletableFuture<>();

    private ChildJvm(final List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    public static ChildJvm start(final Class<?> main, final Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    public static ChildJvm start(final List<String> options, final Class<?> main, final Object... arguments)
            throws IOException {
        return new ChildJvm(command(options, main, arguments));
    }

    /** As if from a terminal of its own: in a process group of its own, and heeding Ctrl-C whoever runs the tests. */
    public static ChildJvm startInOwnGroup(final List<String> options, final Class<?> main, final Object... arguments)
            throws IOException {
        final List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        command.addAll(command(options, main, arguments));
        return new ChildJvm(command);
    }

    /** As most users start theirs: without an option of the JVM. */
    public static ChildJvm startWithoutOptions(final Class<?> main, final Object... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return new ChildJvm(command);
    }

    /** The whole command line, for those who start it in another way. */
    public static List<String> command(final List<String> options, final Class<?> main, final Object... arguments) {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return command;
    }

    public long pid() {
        return process.pid();
    }

    /** The next line that it prints and that starts so; what it printed before that is in the failure, if none comes. */
    public String await(final String start) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        final StringBuilder seen = new StringBuilder();
        while (System.nanoTime() < deadline) {
            final String line = lines.poll(100, TimeUnit.MILLISECONDS);
            if (line != null && line.startsWith(start)) {
                return line;
            }
            if (line != null) {
                seen.append(line).append('\n');
            } else if (!process.isAlive() && outputRead.isDone() && lines.isEmpty()) {
                break;
            }
        }
        throw new AssertionError("Process " + process.pid() + " never printed " + start + ", but:\n" + seen);
    }

    /** What it printed besides, once it has ended. */
    public List<String> remainingLines() {
        awaitExit();
        outputRead.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        final List<String> remaining = new ArrayList<>();
        lines.drainTo(remaining);
        return remaining;
    }

    /** Its exit code, once it has ended by itself. */
    public int awaitExit() {
        return process.onExit()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join()
                .exitValue();
    }

    public void println(final String line) throws IOException {
        process.outputWriter().write(line);
        process.outputWriter().newLine();
        process.outputWriter().flush();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Sends a signal by name, such as STOP or CONT. */
    public void signal(final String name) throws IOException, InterruptedException {
        signal(name, Long.toString(process.pid()));
        if (name.equals("STOP")) {
            // One thread takes the signal and stops the others: where processors are scarce, these run on meanwhile.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(this::isStopped);
        }
    }

    /** Sends a signal to its whole process group, as a terminal does; see {@link #startInOwnGroup}. */
    public void signalGroup(final String name) throws IOException, InterruptedException {
        signal(name, "-" + process.pid());
    }

    private static void signal(final String name, final String target) throws IOException, InterruptedException {
        final int exit =
                new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor();
        if (exit != 0) {
            throw new AssertionError("kill -" + name + " " + target + " failed with " + exit);
        }
    }

    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (final Path thread : threads.toList()) {
                final String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        kill();
        outputRead.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (final UncheckedIOException | IOException e) {
            lines.add("(output ended: " + e + ")");
        } finally {
            outputRead.complete(null);
        }
    }
}
