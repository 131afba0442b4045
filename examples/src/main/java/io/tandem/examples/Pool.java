package io.tandem.examples;

import io.tandem.pool.ProcessPool;
import java.util.List;

/** The smallest pool: four workers square five numbers. */
public final class Pool {
    private Pool() {}

    public static void main(final String[] args) throws InterruptedException {
        try (ProcessPool pool = ProcessPool.create(4)) {
            System.out.println(pool.map(List.of(1, 2, 3, 4, 5), number -> number * number));
        }
    }
}
