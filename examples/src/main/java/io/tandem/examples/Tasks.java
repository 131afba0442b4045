package io.tandem.examples;

import io.tandem.pool.ProcessPool;
import java.util.stream.IntStream;

/** Ten tasks for four workers, without results. */
public final class Tasks {
    private Tasks() {}

    public static void main(final String[] args) throws InterruptedException {
        try (ProcessPool pool = ProcessPool.create(4)) {
            pool.forEach(
                    IntStream.range(0, 10).boxed().toList(), number -> System.out.println("Task processed: " + number));
        }
    }
}
