package io.tandem.examples;

import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.process.ChildProcess;

/** A number goes from one child to another: the parent hands each of them an end of a pipe. */
public final class Cube {
    private Cube() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedPipe<Long, Long> pipe = SharedPipe.create(Long.class, Long.class)) {
            final Connection<Long, Long> first = pipe.first();
            final Connection<Long, Long> second = pipe.second();

            try (ChildProcess sender = ChildProcess.start(() -> first.send(cube(19)));
                    ChildProcess receiver = ChildProcess.start(() -> System.out.println(second.receive()))) {
                sender.join();
                receiver.join();
            }
        }
    }

    private static long cube(final long number) {
        return number * number * number;
    }
}
