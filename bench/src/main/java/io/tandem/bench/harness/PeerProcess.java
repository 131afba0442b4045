package io.tandem.bench.harness;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The second JVM, started with the flags of this one, and the tail of what it says. */
final class PeerProcess implements AutoCloseable {
    private static final int TAIL_BYTES = 8192;

    private final Process process;
    private final Thread pump;
    private final StringBuilder tail = new StringBuilder();

    private PeerProcess(final Process process) {
        this.process = process;
        this.pump = new Thread(this::pump, "peer-output");
    }

    /**
     * Starts it.
     *
     * @param main      class to run.
     * @param arguments to give it.
     * @return the process, running.
     * @throws IOException if it can't be started.
     */
    static PeerProcess start(final Class<?> main, final List<String> arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Machine.jvmFlags());
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(ManagementFactory.getRuntimeMXBean().getClassPath());
        command.add(main.getName());
        command.addAll(arguments);
        final PeerProcess peer = new PeerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        peer.pump.setDaemon(true);
        peer.pump.start();
        return peer;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, but not for long; whether it ended. */
    boolean awaitEnd(final long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** How it ended, if it did, and what it said last. */
    String story() {
        final String state;
        if (process.isAlive()) {
            state = "the peer (pid " + process.pid() + ") runs";
        } else {
            // A signal shows as 128 and its number here.
            state = "the peer (pid " + process.pid() + ") ended with exit code " + process.exitValue();
            joinPump();
        }
        synchronized (tail) {
            return tail.isEmpty()
                    ? state + ", and said nothing"
                    : state + ", and said last:\n" + tail.toString().strip();
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Ends it, if it hasn't ended by itself, and waits for that. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        joinPump();
    }

    private void joinPump() {
        try {
            pump.join(1000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump() {
        final byte[] bytes = new byte[1024];
        try (InputStream output = process.getInputStream()) {
            for (int length = output.read(bytes); length >= 0; length = output.read(bytes)) {
                synchronized (tail) {
                    tail.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
                    tail.delete(0, Math.max(0, tail.length() - TAIL_BYTES));
                }
            }
        } catch (final IOException e) {
            synchronized (tail) {
                tail.append("\n(the rest is lost: ").append(e.getMessage()).append(')');
            }
        }
    }
}
