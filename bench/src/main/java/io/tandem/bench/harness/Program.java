package io.tandem.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A peer that isn't a JVM: a program that answers each line with a line, and sleeps in between. It is to end when its
 * standard input does; with the workplace it is ended anyhow. One thread asks.
 */
public final class Program implements AutoCloseable {
    private static final int TAIL_CHARACTERS = 4000;
    private static final long LAST_WORDS_MILLIS = 2000;

    private final Process process;
    private final String called;
    private final Path errors;
    private final Halt halt;
    private final Writer questions;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    private Program(final Process process, final String called, final Path errors, final Halt halt) {
        this.process = process;
        this.called = called;
        this.errors = errors;
        this.halt = halt;
        this.questions = process.outputWriter(StandardCharsets.US_ASCII);
        final Thread reader = new Thread(this::read, "reads " + called);
        reader.setDaemon(true);
        reader.start();
    }

    static Program start(final Workplace workplace, final List<String> command) throws IOException {
        final String called = Path.of(command.get(0)).getFileName().toString();
        final Path errors = Files.createTempFile(workplace.directory(), called, ".err");
        final Process process = new ProcessBuilder(command)
                .directory(workplace.directory().toFile())
                .redirectError(errors.toFile())
                .start();
        return new Program(process, called, errors, workplace.halt());
    }

    /**
     * Asks, and sleeps until there is an answer.
     *
     * @param question a line without its end.
     * @return the answer, without its end.
     * @throws BenchException if the program ends instead, or the run is halted meanwhile, since the time is up.
     */
    public String ask(final String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            final Optional<String> answer = answers.take();
            if (answer.isPresent()) {
                return answer.get();
            }
            process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (final IOException e) {
            // It doesn't read any more. Its own words tell more than those of the pipe.
            process.destroyForcibly();
        } catch (final InterruptedException e) {
            throw new BenchException(
                    (halt.isAsked() ? "this took too long" : "this was interrupted") + "; " + story(), e);
        }
        throw new BenchException(story());
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(Optional.of(line));
            }
        } catch (final IOException e) {
            // Closed in the middle: it is being ended.
            answers.add(Optional.empty());
        }
        answers.add(Optional.empty());
    }

    private String story() {
        final String how = process.isAlive() ? " runs" : " ended with exit code " + process.exitValue();
        String words;
        try {
            words = Files.readString(errors).strip();
        } catch (final IOException e) {
            words = "(can't be read: " + e.getMessage() + ")";
        }
        return called + " (pid " + process.pid() + ")" + how
                + (words.isEmpty()
                        ? ""
                        : "; the end of its standard error:\n"
                                + words.substring(Math.max(0, words.length() - TAIL_CHARACTERS)));
    }

    /** Ends it, and waits for that. */
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
    }
}
