package io.tandem.bench;

import io.tandem.bench.bulk.BulkSuite;
import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.ipc.IpcSuite;
import io.tandem.bench.ipc.ThroughputSuite;
import io.tandem.bench.load.LoadSuite;
import io.tandem.bench.manager.ManagerSuite;
import io.tandem.bench.pool.PoolSuite;
import io.tandem.bench.queue.QueueSuite;
import io.tandem.bench.start.StartSuite;
import io.tandem.bench.sync.SyncSuite;
import java.util.List;

/**
 * A suite and what it is called on the command line.
 *
 * @param name        of the command.
 * @param suite       class of what it measures.
 * @param description of that.
 */
public record Suites(String name, Class<? extends Suite> suite, String description) {
    /** All there are, in the order in which they are listed. */
    public static final List<Suites> ALL = List.of(
            new Suites(
                    "ipc",
                    IpcSuite.class,
                    "Round trips between two processes, spinning and asleep: pipes, and what others use in their place."),
            new Suites(
                    "throughput",
                    ThroughputSuite.class,
                    "Messages one way, as fast as they go: pipes, and what others use in their place."),
            new Suites(
                    "queue",
                    QueueSuite.class,
                    "Queues between two processes: typed and raw, one by one and in batches, several threads a side."),
            new Suites(
                    "load",
                    LoadSuite.class,
                    "Latency at 10 k/s, 100 k/s and 1 M/s by a schedule that nobody's delay changes, up to p99.99."),
            new Suites(
                    "bulk",
                    BulkSuite.class,
                    "Messages of 1 and 64 MiB, copied in and out, and handed over without a copy."),
            new Suites(
                    "sync",
                    SyncSuite.class,
                    "Locks and other synchronizers, alone and between two processes; values, records and arrays."),
            new Suites(
                    "start",
                    StartSuite.class,
                    "How long it takes until another process is at its first line, and has ended."),
            new Suites(
                    "pool",
                    PoolSuite.class,
                    "Tasks done by other processes: many small ones, one at a time, large ones; workers that come and go."),
            new Suites(
                    "manager",
                    ManagerSuite.class,
                    "Calls of objects in another process: lists, maps and services of a manager; by one process and by several at once."));

    /** {@return the one of that name} */
    public static Suites named(final String name) {
        return ALL.stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("there is no suite " + name + "; there are "
                        + ALL.stream().map(Suites::name).toList()));
    }
}
