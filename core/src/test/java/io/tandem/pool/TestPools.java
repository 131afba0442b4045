package io.tandem.pool;

import io.tandem.segment.Domain;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.value.SharedLong;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Pools in a domain of their own, all ended after a test, or after a class whose tests share them; then nothing of them may be left.
 *
 * <p>{@code @RegisterExtension final TestPools pools = TestPools.ofTest();}
 */
final class TestPools implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    /** What makes a worker start sooner, and take less. */
    static final String[] LIGHT = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final boolean ofClass;
    private final TestDomain domain = new TestDomain();
    private final List<AutoCloseable> made = new ArrayList<>();
    private Set<String> before = Set.of();

    private TestPools(final boolean ofClass) {
        this.ofClass = ofClass;
    }

    static TestPools ofTest() {
        return new TestPools(false);
    }

    /** For a static field. */
    static TestPools ofClass() {
        return new TestPools(true);
    }

    /** Until it holds, or for too long. */
    static void await(final Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .atMost(LIMIT)
                .until(condition);
    }

    /** Until a number is so large; in a task, too. */
    static void rest(final SharedLong until, final long least) {
        while (until.get() < least) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    Domain domain() {
        return domain.get();
    }

    /** Of the domain. */
    Path directory() {
        return domain.directory();
    }

    ProcessPool pool(final ProcessPool.Builder builder) {
        final ProcessPool pool = builder.domain(domain.get()).jvmOptions(LIGHT).create();
        made.add(() -> {
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
                builder.domain(domain.get()).jvmOptions(LIGHT).create();
        made.add(() -> {
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
        final SharedLong number = SharedLong.builder().domain(domain.get()).create();
        made.add(number);
        return number;
    }

    private void begin(final ExtensionContext context) throws Exception {
        before = LeakWatcher.snapshot();
        domain.beforeEach(context);
    }

    private void end(final ExtensionContext context) throws Exception {
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).close();
        }
        made.clear();
        domain.afterEach(context);
        LeakWatcher.assertNothingNewSince(before);
    }

    @Override
    public void beforeAll(final ExtensionContext context) throws Exception {
        if (ofClass) {
            begin(context);
        }
    }

    @Override
    public void beforeEach(final ExtensionContext context) throws Exception {
        if (!ofClass) {
            begin(context);
        }
    }

    @Override
    public void afterEach(final ExtensionContext context) throws Exception {
        if (!ofClass) {
            end(context);
        }
    }

    @Override
    public void afterAll(final ExtensionContext context) throws Exception {
        if (ofClass) {
            end(context);
        }
    }
}
