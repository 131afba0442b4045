package io.tandem.examples;

import io.tandem.process.ChildProcess;
import io.tandem.value.SharedInt;

/** Two processes count to 10,000 each in one shared value, under its lock: no count is lost. */
public final class Counter {
    private Counter() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedInt counter = SharedInt.create();
                ChildProcess first = ChildProcess.start(() -> count(counter));
                ChildProcess second = ChildProcess.start(() -> count(counter))) {
            first.join();
            second.join();
            System.out.println("Counter value: " + counter.get());
        }
    }

    private static void count(final SharedInt counter) {
        for (int i = 0; i < 10_000; i++) {
            counter.withLock(() -> counter.set(counter.get() + 1));
        }
    }
}
