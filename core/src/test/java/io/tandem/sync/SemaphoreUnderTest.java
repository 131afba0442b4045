package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the JDK's semaphore and ours have in common. */
interface SemaphoreUnderTest extends AutoCloseable {
    void acquire(int permits) throws InterruptedException;

    void acquireUninterruptibly(int permits);

    boolean tryAcquire(int permits);

    boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException;

    void release(int permits);

    int availablePermits();

    int drainPermits();

    @Override
    void close();

    /** Which one. */
    enum Variant {
        /** The yardstick. */
        JDK,
        ONE_HANDLE,
        SLEEPING,
        SPINNING,
        WITHOUT_OWNERS,
        /** One acquires, and the other does all else. */
        TWO_HANDLES;

        SemaphoreUnderTest create(final Domain domain, final int permits) {
            final SharedSemaphore.Builder builder =
                    SharedSemaphore.builder(permits).domain(domain);
            return switch (this) {
                case JDK -> new Jdk(new Semaphore(permits));
                case ONE_HANDLE -> single(builder);
                case SLEEPING -> single(builder.waitPolicy(WaitPolicy.SLEEP));
                case SPINNING -> single(builder.waitPolicy(WaitPolicy.SPIN));
                case WITHOUT_OWNERS -> single(builder.withoutOwners());
                case TWO_HANDLES -> {
                    final String name = "two";
                    final SharedSemaphore first = builder.name(name).create();
                    SharedSemaphore second = null;
                    try {
                        second = builder.open();
                    } finally {
                        SharedSemaphore.delete(domain, name);
                        if (second == null) {
                            first.close();
                        }
                    }
                    yield new Shared(first, second);
                }
            };
        }

        private static SemaphoreUnderTest single(final SharedSemaphore.Builder builder) {
            final SharedSemaphore semaphore = builder.create();
            return new Shared(semaphore, semaphore);
        }
    }

    /**
     * The JDK's.
     *
     * @param semaphore it.
     */
    record Jdk(Semaphore semaphore) implements SemaphoreUnderTest {
        @Override
        public void acquire(final int permits) throws InterruptedException {
            semaphore.acquire(permits);
        }

        @Override
        public void acquireUninterruptibly(final int permits) {
            semaphore.acquireUninterruptibly(permits);
        }

        @Override
        public boolean tryAcquire(final int permits) {
            return semaphore.tryAcquire(permits);
        }

        @Override
        public boolean tryAcquire(final int permits, final long timeout, final TimeUnit unit)
                throws InterruptedException {
            return semaphore.tryAcquire(permits, timeout, unit);
        }

        @Override
        public void release(final int permits) {
            semaphore.release(permits);
        }

        @Override
        public int availablePermits() {
            return semaphore.availablePermits();
        }

        @Override
        public int drainPermits() {
            return semaphore.drainPermits();
        }

        @Override
        public void close() {}
    }

    /**
     * Ours.
     *
     * @param taking by which is acquired.
     * @param giving by which the rest is done.
     */
    record Shared(SharedSemaphore taking, SharedSemaphore giving) implements SemaphoreUnderTest {
        @Override
        public void acquire(final int permits) throws InterruptedException {
            taking.acquire(permits);
        }

        @Override
        public void acquireUninterruptibly(final int permits) {
            taking.acquireUninterruptibly(permits);
        }

        @Override
        public boolean tryAcquire(final int permits) {
            return taking.tryAcquire(permits);
        }

        @Override
        public boolean tryAcquire(final int permits, final long timeout, final TimeUnit unit)
                throws InterruptedException {
            return taking.tryAcquire(permits, timeout, unit);
        }

        @Override
        public void release(final int permits) {
            giving.release(permits);
        }

        @Override
        public int availablePermits() {
            return giving.availablePermits();
        }

        @Override
        public int drainPermits() {
            return giving.drainPermits();
        }

        @Override
        public void close() {
            taking.close();
            giving.close();
        }
    }
}
