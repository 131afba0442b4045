package io.tandem.examples.trees;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Worker processes: started under numbered names, reported when they die, waited for at the end. Used by one thread. */
public final class Crew implements AutoCloseable {
    // A file that kills whoever reads it must not go on for ever.
    private static final int MOST_DEATHS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Workers died again and again. */
    public static final class TooManyDeathsException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManyDeathsException(final String message) {
            super(message);
        }
    }

    private final String name;
    private final Consumer<String> problems;
    private final List<ChildProcess> processes = new ArrayList<>();
    private int started;
    private int deaths;

    /**
     * A crew of nobody.
     *
     * @param name     that each worker has, before its number.
     * @param problems told of workers that die.
     */
    public Crew(final String name, final Consumer<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * Starts one more.
     *
     * @param work that it does.
     * @return its process, which is closed in here.
     */
    public ChildProcess start(final RemoteRunnable work) {
        final ChildProcess process =
                ChildProcess.builder().name(name + "-" + ++started).daemon(true).start(work);
        processes.add(process);
        return process;
    }

    /**
     * Reports that one died.
     *
     * @param dead one of these.
     * @param next what is done about it.
     * @throws TooManyDeathsException if it was one too many.
     */
    public void reportDeath(final ChildProcess dead, final String next) throws InterruptedException {
        try (dead) {
            processes.remove(dead);
            final String how = dead.join(PATIENCE) ? " with exit code " + dead.exitCode() : "";
            problems.accept(dead.name() + " died" + how + "; " + next);
        }
        if (++deaths > MOST_DEATHS) {
            throw new TooManyDeathsException(deaths + " workers died: giving up.");
        }
    }

    /** {@return those that live, as far as is known} */
    public List<ChildProcess> processes() {
        return List.copyOf(processes);
    }

    /** {@return the processor time that they have used so far, counted in hundredths of a second} */
    public long processorNanos() {
        return processes.stream()
                .map(process -> ProcessHandle.of(process.pid()))
                .flatMap(Optional::stream)
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToLong(Duration::toNanos)
                .sum();
    }

    /** Waits until all have ended, as whoever uses them has made them do. */
    @Override
    public void close() {
        boolean interrupted = false;
        for (final ChildProcess worker : processes) {
            try (var process = worker) {
                if (!process.join(PATIENCE)) {
                    problems.accept(process.name() + " didn't end within " + PATIENCE.toSeconds() + " s and is killed");
                    process.kill();
                }
            } catch (final InterruptedException e) {
                worker.kill();
                interrupted = true;
            }
        }
        processes.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
