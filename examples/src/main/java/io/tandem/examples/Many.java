package io.tandem.examples;

import io.tandem.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;

/** Ten children, each of which prints its number and ends; the parent joins them all. */
public final class Many {
    private Many() {}

    public static void main(final String[] args) throws InterruptedException {
        final List<ChildProcess> children = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            final int number = i;
            children.add(ChildProcess.start(() -> System.out.println("Process " + number)));
        }

        for (final ChildProcess child : children) {
            child.join();
            child.close();
        }
    }
}
