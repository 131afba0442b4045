package io.tandem.manager;

import io.tandem.process.ChildProcess;
import io.tandem.segment.Domain;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Managers and their clients in a domain of their own, all ended after a test, or after a class whose tests share them; then nothing of them may be
 * left.
 *
 * <p>{@code @RegisterExtension final TestManagers managers = TestManagers.ofTest();}
 */
final class TestManagers implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    /** What makes a process start sooner, and take less. */
    static final String[] LIGHT = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final boolean ofClass;
    private final TestDomain domain = new TestDomain();
    private final List<AutoCloseable> made = new ArrayList<>();
    private Set<String> before = Set.of();

    private TestManagers(final boolean ofClass) {
        this.ofClass = ofClass;
    }

    static TestManagers ofTest() {
        return new TestManagers(false);
    }

    /** For a static field. */
    static TestManagers ofClass() {
        return new TestManagers(true);
    }

    /** Until it holds, or for too long. */
    static void await(final Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .atMost(LIMIT)
                .until(condition);
    }

    Domain domain() {
        return domain.get();
    }

    Manager manager() {
        return manager(Manager.builder());
    }

    Manager manager(final Manager.Builder builder) {
        final Manager manager = builder.domain(domain.get()).jvmOptions(LIGHT).start();
        made.add(manager);
        return manager;
    }

    /** For a process that uses a manager. */
    ChildProcess.Builder client() {
        return ChildProcess.builder().domain(domain.get()).daemon(true).jvmOptions(LIGHT);
    }

    /** Ends with the test. */
    <T extends AutoCloseable> T closed(final T closeable) {
        made.add(closeable);
        return closeable;
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
