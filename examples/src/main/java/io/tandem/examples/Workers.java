package io.tandem.examples;

import io.tandem.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/** Five workers that sleep for a second each, all at once. */
public final class Workers {
    private Workers() {}

    public static void main(final String[] args) throws InterruptedException {
        final List<ChildProcess> workers = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            final int number = i;
            workers.add(ChildProcess.start(() -> work(number)));
        }

        for (final ChildProcess worker : workers) {
            worker.join();
            worker.close();
        }
    }

    private static void work(final int number) throws InterruptedException {
        System.out.println("Worker " + number + " started");
        Thread.sleep(1_000);
        System.out.println("Worker " + number + " finished");
    }
}
