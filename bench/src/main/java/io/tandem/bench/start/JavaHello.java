package io.tandem.bench.start;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code java Hello}, without any option: the floor of what a JVM takes. */
final class JavaHello extends Start {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private @Nullable Process running;

    JavaHello(final String name, final Until until) {
        super(name, until);
    }

    @Override
    InputStream start() throws IOException, URISyntaxException {
        final Path classes = Path.of(
                Hello.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        final Process process = new ProcessBuilder(JAVA.toString(), "-cp", classes.toString(), Hello.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        running = process;
        return process.getInputStream();
    }

    @Override
    int awaitEnd() throws InterruptedException {
        if (running == null) {
            throw new IllegalStateException("nothing was started");
        }
        return running.waitFor();
    }

    @Override
    public void close() {
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
