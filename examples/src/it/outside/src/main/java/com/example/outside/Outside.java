package com.example.outside;

import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.process.ChildProcess;

/** A child, a pipe, and a record that only this project knows. */
public final class Outside {
    private Outside() {}

    record Parcel(String content, long weight) {}

    public static void main(final String[] args) throws InterruptedException {
        System.out.println("parent in " + place());
        try (SharedPipe<Parcel, Parcel> pipe = SharedPipe.create(Parcel.class, Parcel.class)) {
            final Connection<Parcel, Parcel> here = pipe.first();
            final Connection<Parcel, Parcel> there = pipe.second();
            try (ChildProcess child = ChildProcess.start(() -> weigh(there))) {
                here.send(new Parcel("tandem", 0));
                System.out.println("parent received " + here.receive());
                child.join();
                System.out.println("exit code " + child.exitCode());
            }
        }
    }

    private static void weigh(final Connection<Parcel, Parcel> connection) throws InterruptedException {
        final Parcel parcel = connection.receive();
        System.out.println("child in " + place() + " received " + parcel);
        connection.send(new Parcel(parcel.content(), parcel.content().length()));
    }

    private static String place() {
        return String.valueOf(Outside.class.getModule());
    }
}
