package io.tandem.examples;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;

/** The consumer knows no end mark: it works until the queue is shut down, and empty. */
public final class Shutdown {
    private Shutdown() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedQueue<Object> queue = SharedQueue.create(Object.class);
                ChildProcess producer = ChildProcess.start(() -> produce(queue));
                ChildProcess consumer = ChildProcess.start(() -> consume(queue))) {
            queue.put("Faisal");

            producer.join();
            queue.shutdown();
            consumer.join();
        }
    }

    private static void produce(final SharedQueue<Object> queue) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            queue.put(i);
        }
    }

    private static void consume(final SharedQueue<Object> queue) throws InterruptedException {
        queue.forEachUntilClosed(System.out::println);
    }
}
