package io.tandem.examples;

import io.tandem.pool.Futures;
import io.tandem.pool.ProcessPoolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Futures of tasks that take a while each: all are waited for, then asked in the order in which they were submitted. */
public final class Executor {
    private Executor() {}

    public static void main(final String[] args) throws InterruptedException {
        try (ProcessPoolExecutor executor = ProcessPoolExecutor.create(4)) {
            final List<CompletableFuture<String>> futures = new ArrayList<>();
            for (final int tenths : new int[] {5, 2, 1, 3}) {
                futures.add(executor.submit(() -> work(tenths)));
            }

            Futures.waitAll(futures);
            futures.forEach(future -> System.out.println(future.join()));
        }
    }

    private static String work(final int tenths) throws InterruptedException {
        final String name = "Worker of 0." + tenths + " s";
        System.out.println(name + " starting");
        Thread.sleep(100L * tenths);
        System.out.println(name + " finished");
        return name + " was waited for";
    }
}
