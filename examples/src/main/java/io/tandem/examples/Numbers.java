package io.tandem.examples;

import io.tandem.pool.ProcessPool;
import java.util.List;

/** Each number is squared by some worker, which tells who it is. */
public final class Numbers {
    private Numbers() {}

    public static void main(final String[] args) throws InterruptedException {
        try (ProcessPool pool = ProcessPool.create()) {
            System.out.println(pool.map(List.of(1, 4, 6, 7), Numbers::square));
        }
    }

    private static int square(final int number) {
        // As one text: two of them might have another worker's between them.
        System.out.println(
                "number: " + number + "\nprocess id: " + ProcessHandle.current().pid());
        return number * number;
    }
}
