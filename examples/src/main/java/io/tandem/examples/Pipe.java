package io.tandem.examples;

import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.process.ChildProcess;
import java.util.List;

/** Messages outlive their sender: it ends before the receiver starts. */
public final class Pipe {
    private static final String END = "End";

    private Pipe() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedPipe<String, String> pipe =
                SharedPipe.builder(String.class, String.class).oneWay().create()) {
            final Connection<String, String> sending = pipe.first();
            final Connection<String, String> receiving = pipe.second();

            try (ChildProcess sender = ChildProcess.start(() -> send(sending))) {
                sender.join();
            }
            try (ChildProcess receiver = ChildProcess.start(() -> receive(receiving))) {
                receiver.join();
            }
        }
    }

    private static void send(final Connection<String, String> connection) throws InterruptedException {
        for (final String message : List.of("Hey", "Hello", "How are you", END)) {
            connection.send(message);
        }
    }

    private static void receive(final Connection<String, String> connection) throws InterruptedException {
        String message = connection.receive();
        while (!message.equals(END)) {
            System.out.println(message);
            message = connection.receive();
        }
    }
}
