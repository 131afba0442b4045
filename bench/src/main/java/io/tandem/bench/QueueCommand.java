package io.tandem.bench;

import io.tandem.bench.queue.QueueSuite;
import picocli.CommandLine.Command;

/** {@code bench/run queue}. */
@Command(
        name = "queue",
        description = "Queues between two processes: typed and raw, one by one and in batches, several threads a side.")
final class QueueCommand extends SuiteCommand {
    QueueCommand() {
        super(QueueSuite.class);
    }
}
