package io.tandem.examples.digest;

import io.tandem.examples.trees.TreeCommand;
import io.tandem.examples.trees.TreeFile;
import io.tandem.pool.PoolStats;
import io.tandem.pool.ProcessPool;
import io.tandem.pool.ProgressBar;
import io.tandem.pool.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The files of directory trees, hashed by a pool of processes, by one of threads, and alone. */
@Command(
        name = "examples/run hash",
        description =
                "Takes the SHA-256 of each file of directory trees, in three ways, which must agree: by the processes of"
                        + " a pool, by the threads of one, and by a single thread. Prints one SHA-256 of them all, as digest does,"
                        + " and how long each way takes. Symbolic links aren't followed; a file that can't be read is reported"
                        + " and left out.",
        sortOptions = false)
public final class Hash extends TreeCommand {
    private static final int RETRIES = 3;
    /** So that a file gets through however often those who read it are killed for no fault of its own. */
    private static final int RETRIES_IN_CHAOS = 1_000;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How often each way reads all files, in turn, after the pool has once. Default: 3.")
    private int repeat = 3;

    @Option(
            names = "--chaos",
            description =
                    "Kill a worker process at once, and a random one every second; go on until one has died. What it"
                            + " had in hand is done again.")
    private boolean chaos;

    /** For the first reading: later ones are quick. */
    private ProgressListener progress = ProgressBar.onStandardError("files");

    private Hash() {
        super("hash");
    }

    public static void main(final String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the command.
     *
     * @param args of the command line.
     * @return its exit status: 0, 1 if something couldn't be read, 2 for a wrong command line.
     */
    public static int run(final String[] args) {
        return run(new Hash(), args);
    }

    @Override
    protected void work(final int size) throws InterruptedException {
        if (repeat < 1) {
            throw refusal("--repeat is " + repeat + ": it must be 1 or more.");
        }
        final ExecutorService threads = Executors.newFixedThreadPool(size);
        try (ProcessPool pool = ProcessPool.builder()
                .name("hasher")
                .workers(size)
                .retries(chaos ? RETRIES_IN_CHAOS : RETRIES)
                .create()) {
            // The list is made while the workers come up.
            final List<TreeFile> files = list();
            final Way processes = new Way("processes", locations -> byProcesses(pool, locations));
            final List<Way> ways = isCompared()
                    ? List.of(
                            processes,
                            new Way("threads", locations -> byThreads(threads, locations)),
                            new Way("alone", Hash::alone))
                    : List.of(processes);
            final Summary summary = read(files, ways, pool);
            print(files, summary);
            ways.forEach(way -> printf("%s", way.line(summary.bytes())));
            if (chaos) {
                final PoolStats stats = pool.stats();
                printf("chaos        workers died: %d, tasks run again: %d", stats.workersDied(), stats.retried());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Summary read(final List<TreeFile> files, final List<Way> ways, final ProcessPool pool)
            throws InterruptedException {
        final Summary summary = ways.get(0).read(files);
        progress = ProgressListener.NONE;
        summary.forEachUnreadable((file, problem) -> unreadable(file.toString(), problem));
        final String digest = summary.combined();
        final int rounds = isCompared() || chaos ? repeat : 0;
        boolean changed = false;
        final Chaos killer = chaos ? Chaos.in(pool) : null;
        try (killer) {
            for (int round = 0; round < rounds || chaos && pool.stats().workersDied() == 0; round++) {
                for (final Way way : ways) {
                    changed |= !way.read(files).combined().equals(digest);
                }
            }
        }
        if (changed) {
            fail("files changed while they were read: a later reading gave something else");
        }
        return summary;
    }

    private List<Answer> byProcesses(final ProcessPool pool, final List<String> locations) throws InterruptedException {
        return pool.over(locations).progress(progress).map(FileReader::read);
    }

    private static List<Answer> byThreads(final ExecutorService threads, final List<String> locations)
            throws InterruptedException {
        final List<Callable<Answer>> tasks = new ArrayList<>();
        locations.forEach(location -> tasks.add(() -> FileReader.read(location)));
        final List<Answer> answers = new ArrayList<>();
        for (final Future<Answer> future : threads.invokeAll(tasks)) {
            try {
                answers.add(future.get());
            } catch (final ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return answers;
    }

    private static List<Answer> alone(final List<String> locations) {
        return locations.stream().map(FileReader::read).toList();
    }

    private static void print(final List<TreeFile> files, final Summary summary) {
        printf("files        %d", summary.readable());
        if (summary.readable() < files.size()) {
            printf("unreadable   %d", files.size() - summary.readable());
        }
        printf("bytes        %d", summary.bytes());
        printf("digest       %s", summary.combined());
    }
}
