package io.tandem.examples;

import io.tandem.process.ChildProcess;
import io.tandem.value.SharedInt;

/** Two workers take turns at a resource, ten times each: what one prints and changes under the lock isn't mixed with the other's. */
public final class Access {
    private Access() {}

    public static void main(final String[] args) throws InterruptedException {
        try (SharedInt resource = SharedInt.create();
                ChildProcess first = ChildProcess.start(() -> work(1, resource));
                ChildProcess second = ChildProcess.start(() -> work(2, resource))) {
            first.join();
            second.join();
        }
    }

    private static void work(final int worker, final SharedInt resource) {
        for (int i = 0; i < 10; i++) {
            resource.withLock(() -> {
                System.out.println("Worker " + worker + " is accessing the resource");
                resource.set(resource.get() + 1);
                System.out.println("Worker " + worker + " has updated the resource to " + resource.get());
            });
        }
    }
}
