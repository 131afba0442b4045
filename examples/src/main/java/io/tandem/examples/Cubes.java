package io.tandem.examples;

import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;

/** One process puts the cubes of 1 to 10, and the next one adds one to each: items outlive their producer. */
public final class Cubes {
    private Cubes() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedQueue<Long> queue = SharedQueue.create(Long.class)) {
            try (ChildProcess first = ChildProcess.start(() -> putCubes(queue))) {
                first.join();
            }
            try (ChildProcess second = ChildProcess.start(() -> printEachPlusOne(queue))) {
                second.join();
            }
        }
    }

    private static void putCubes(final SharedQueue<Long> queue) throws InterruptedException {
        for (long number = 1; number <= 10; number++) {
            queue.put(number * number * number);
        }
    }

    private static void printEachPlusOne(final SharedQueue<Long> queue) throws InterruptedException {
        while (!queue.isEmpty()) {
            System.out.println(queue.take() + 1);
        }
    }
}
