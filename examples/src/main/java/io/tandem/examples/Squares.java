package io.tandem.examples;

import io.tandem.process.ChildProcess;
import io.tandem.value.SharedIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ten processes each square one element of a shared array. */
public final class Squares {
    private Squares() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedIntArray numbers = SharedIntArray.create(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})) {
            final List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < numbers.length(); i++) {
                final int index = i;
                children.add(ChildProcess.start(() -> {
                    final int number = numbers.get(index);
                    numbers.set(index, number * number);
                }));
            }

            for (final ChildProcess child : children) {
                child.join();
                child.close();
            }
            System.out.println(Arrays.toString(numbers.toArray()));
        }
    }
}
