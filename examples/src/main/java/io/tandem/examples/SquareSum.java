package io.tandem.examples;

import io.tandem.process.ChildProcess;
import io.tandem.value.SharedInt;
import io.tandem.value.SharedIntArray;

/** A child fills a shared array with squares, and a shared value with their sum. */
public final class SquareSum {
    private static final int[] NUMBERS = {1, 2, 3, 4};

    private SquareSum() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedIntArray result = SharedIntArray.create(NUMBERS.length);
                SharedInt sum = SharedInt.create();
                ChildProcess child = ChildProcess.start(() -> square(result, sum))) {
            child.join();
            result.stream().forEach(System.out::println);
            System.out.println("square_sum " + sum.get());
        }
    }

    private static void square(final SharedIntArray result, final SharedInt sum) {
        for (int i = 0; i < NUMBERS.length; i++) {
            result.set(i, NUMBERS[i] * NUMBERS[i]);
            sum.addAndGet(result.get(i));
        }
    }
}
