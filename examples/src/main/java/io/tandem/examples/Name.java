package io.tandem.examples;

import io.tandem.process.ChildProcess;

/** A child that knows its own name. */
public final class Name {
    private Name() {}

    public static void main(final String[] args) throws InterruptedException {
        try (ChildProcess child = ChildProcess.builder().name("Ada").start(Name::greet)) {
            child.join();
        }
    }

    private static void greet() {
        System.out.println("Hello from process " + ChildProcess.current().name());
    }
}
