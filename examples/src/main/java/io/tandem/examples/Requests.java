package io.tandem.examples;

import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.process.ChildProcess;
import java.util.List;

/** Requests and responses over one pipe, until the parent asks the worker to close. */
public final class Requests {
    private static final String CLOSE = "close";

    private Requests() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedPipe<String, String> pipe = SharedPipe.create(String.class, String.class)) {
            final Connection<String, String> requests = pipe.first();
            final Connection<String, String> responses = pipe.second();

            try (ChildProcess worker = ChildProcess.start(() -> work(responses))) {
                for (final String message : List.of("hello", "world")) {
                    requests.send(message);
                    System.out.println("Parent received response: " + requests.receive());
                }
                requests.send(CLOSE);
                worker.join();
            }
        }
    }

    private static void work(final Connection<String, String> connection) throws InterruptedException {
        String message = connection.receive();
        while (!message.equals(CLOSE)) {
            System.out.println("Worker received message: " + message);
            connection.send("Processed: " + message);
            message = connection.receive();
        }
        System.out.println("Worker closing");
    }
}
