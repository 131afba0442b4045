package io.tandem.examples;

import io.tandem.pool.ProcessPool;
import java.util.List;
import java.util.stream.Stream;

/** Results that are printed as they come, in the order of what they were made of. */
public final class Doubles {
    private Doubles() {}

    public static void main(final String[] args) {
        try (ProcessPool pool = ProcessPool.create(2);
                Stream<Integer> results = pool.stream(List.of(5, 2, 1, 3), number -> 2 * number)) {
            results.forEach(result -> System.out.println("Result: " + result));
        }
    }
}
