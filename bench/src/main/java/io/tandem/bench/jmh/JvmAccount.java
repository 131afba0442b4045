package io.tandem.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the threads of another JVM do, as that tells the JDK's {@code jcmd}, which may take seconds or hang with it. */
final class JvmAccount {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private final long pid;
    private @Nullable Process jcmd;
    private @Nullable Path file;
    private String problem = "";

    private JvmAccount(final long pid) {
        this.pid = pid;
    }

    /** Begins to ask a process, and never fails. To be {@linkplain #finish finished}. */
    static JvmAccount begin(final ProcessHandle process) {
        final JvmAccount account = new JvmAccount(process.pid());
        // Being asked would end another program: it is asked by a signal.
        if (!process.info().command().orElse("").endsWith("/java")) {
            account.problem = "(no JVM)";
            return account;
        }
        try {
            account.ask();
        } catch (final IOException e) {
            account.problem = e.toString();
        }
        return account;
    }

    private void ask() throws IOException {
        final Path said = Files.createTempFile("tandem-bench-threads-", ".txt");
        file = said;
        jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(pid), "Thread.print", "-l")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    long pid() {
        return pid;
    }

    /**
     * Waits for the answer, and leaves nothing.
     *
     * @param nanos to wait at most.
     * @return what there is by then, or why there is nothing.
     */
    String finish(final long nanos) {
        try {
            if (jcmd != null && !awaitEnd(jcmd, nanos)) {
                problem = "(jcmd got no further in time)";
            }
            return file == null ? problem : Files.readString(file) + problem;
        } catch (final IOException e) {
            return "(what jcmd said can't be read: " + e + ")";
        } finally {
            delete();
        }
    }

    private static boolean awaitEnd(final Process process, final long nanos) {
        try {
            if (process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                return true;
            }
            process.destroyForcibly().waitFor();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void delete() {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            System.err.println("couldn't delete " + file + ": " + e);
        }
    }
}
