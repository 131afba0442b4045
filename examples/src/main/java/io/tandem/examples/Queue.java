package io.tandem.examples;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;

/** Two producers and one consumer, which ends on an end mark. */
public final class Queue {
    private static final String END = "End";

    private Queue() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedQueue<Object> queue = SharedQueue.create(Object.class);
                ChildProcess producer = ChildProcess.start(() -> produce(queue));
                ChildProcess consumer = ChildProcess.start(() -> consume(queue))) {
            queue.put("Faisal");

            producer.join();
            queue.put(END);
            consumer.join();
        }
    }

    private static void produce(final SharedQueue<Object> queue) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            queue.put(i);
        }
    }

    private static void consume(final SharedQueue<Object> queue) throws InterruptedException {
        Object item = queue.take();
        while (!item.equals(END)) {
            System.out.println(item);
            item = queue.take();
        }
    }
}
