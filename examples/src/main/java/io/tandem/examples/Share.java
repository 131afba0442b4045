package io.tandem.examples;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/** Three workers share one queue: whoever is free takes the next message. */
public final class Share {
    private static final String CLOSE = "close";

    private Share() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedQueue<String> queue = SharedQueue.create(String.class)) {
            final List<ChildProcess> workers = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                final int number = i;
                workers.add(ChildProcess.start(() -> work(number, queue)));
            }

            queue.putAll(List.of("hello", "world", CLOSE, CLOSE, CLOSE));

            for (final ChildProcess worker : workers) {
                worker.join();
                worker.close();
            }
        }
    }

    private static void work(final int number, final SharedQueue<String> queue) throws InterruptedException {
        String message = queue.take();
        while (!message.equals(CLOSE)) {
            System.out.println("Processed by worker " + number + ": " + message);
            message = queue.take();
        }
        System.out.println("Worker " + number + " closing");
    }
}
