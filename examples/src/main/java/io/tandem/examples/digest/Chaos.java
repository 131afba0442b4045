package io.tandem.examples.digest;

import io.tandem.pool.ProcessPool;
import io.tandem.pool.WorkerStats;
import java.util.List;
import java.util.Random;

/** Kills workers of a pool (SIGKILL): one at once, and one every second. */
final class Chaos implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    /** To look for one that is at work; then one that has nothing to do must go. */
    private static final int LOOKS = 200;

    private final ProcessPool pool;
    private final Random random = new Random();
    private final Thread thread = new Thread(this::run, "chaos");

    private Chaos(final ProcessPool pool) {
        this.pool = pool;
    }

    static Chaos in(final ProcessPool pool) {
        final Chaos chaos = new Chaos(pool);
        chaos.thread.start();
        return chaos;
    }

    private void run() {
        try {
            while (true) {
                kill(victim());
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (final InterruptedException e) {
            // Closed: that is enough of it.
            return;
        }
    }

    private long victim() throws InterruptedException {
        for (int look = 0; ; look++) {
            final boolean anyone = look >= LOOKS;
            final List<WorkerStats> candidates = pool.stats().workers().stream()
                    .filter(worker -> worker.state() == WorkerStats.State.BUSY
                            || anyone && worker.state() == WorkerStats.State.IDLE)
                    .toList();
            if (!candidates.isEmpty()) {
                return candidates.get(random.nextInt(candidates.size())).pid();
            }
            Thread.sleep(1);
        }
    }

    private static void kill(final long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
