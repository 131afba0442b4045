package io.tandem.examples;

import io.tandem.process.ChildProcess;

/** The smallest program: the parent prints a line, then a child does. */
public final class Hello {
    private Hello() {}

    public static void main(final String[] args) throws InterruptedException {
        System.out.println("this is main function program");

        try (ChildProcess child =
                ChildProcess.start(() -> System.out.println("this program is used in multiprocessing"))) {
            child.join();
        }
    }
}
