package io.tandem.pool;

import io.tandem.testing.CleanDomain;
import io.tandem.value.SharedLong;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Pools in a domain of their own.
 *
 * <p>{@code @RegisterExtension final TestPools pools = TestPools.ofTest();}
 */
final class TestPools extends CleanDomain {
    /** What makes a worker start sooner, and take less. */
    static final String[] LIGHT = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private TestPools(final boolean ofClass) {
        super(ofClass);
    }

    static TestPools ofTest() {
        return new TestPools(false);
    }

    /** For a static field. */
    static TestPools ofClass() {
        return new TestPools(true);
    }

    /** Until a number is so large; in a task, too. */
    static void rest(final SharedLong until, final long least) {
        while (until.get() < least) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Of the domain. */
    Path directory() {
        return testDomain().directory();
    }

    ProcessPool pool(final ProcessPool.Builder builder) {
        final ProcessPool pool = builder.domain(domain()).jvmOptions(LIGHT).create();
        closed(() -> {
            pool.terminate();
            pool.close();
        });
        return pool;
    }

    ProcessPool pool(final int workers) {
        return pool(ProcessPool.builder().workers(workers));
    }

    ProcessPoolExecutor executor(final ProcessPoolExecutor.Builder builder) {
        final ProcessPoolExecutor executor =
                builder.domain(domain()).jvmOptions(LIGHT).create();
        closed(() -> {
            executor.terminate();
            executor.close();
        });
        return executor;
    }

    ProcessPoolExecutor executor(final int workers) {
        return executor(ProcessPoolExecutor.builder().workers(workers));
    }

    /** A number that is 0 at first. */
    SharedLong number() {
        return closed(SharedLong.builder().domain(domain()).create());
    }
}
