package io.tandem.testing;

import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A domain of a test's own, or of a class's whose tests share it, with what was made in it: all that is ended afterwards, and then nothing of it may
 * be left.
 */
public abstract class CleanDomain
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final boolean ofClass;
    private final TestDomain domain = new TestDomain();
    private final List<AutoCloseable> made = new CopyOnWriteArrayList<>();
    private Set<String> before = Set.of();

    /** @param ofClass whether it is for all tests of a class, and stands in a static field. */
    protected CleanDomain(final boolean ofClass) {
        this.ofClass = ofClass;
    }

    /** Until it holds, or for too long. */
    public static void await(final Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .atMost(LIMIT)
                .until(condition);
    }

    protected final TestDomain testDomain() {
        return domain;
    }

    public final Domain domain() {
        return domain.get();
    }

    /** Ends with the test, or the class; what was made last ends first. */
    public final <T extends AutoCloseable> T closed(final T closeable) {
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
    public final void beforeAll(final ExtensionContext context) throws Exception {
        if (ofClass) {
            begin(context);
        }
    }

    @Override
    public final void beforeEach(final ExtensionContext context) throws Exception {
        if (!ofClass) {
            begin(context);
        }
    }

    @Override
    public final void afterEach(final ExtensionContext context) throws Exception {
        if (!ofClass) {
            end(context);
        }
    }

    @Override
    public final void afterAll(final ExtensionContext context) throws Exception {
        if (ofClass) {
            end(context);
        }
    }
}
