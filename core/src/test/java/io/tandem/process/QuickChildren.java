package io.tandem.process;

import io.tandem.testing.TestDomain;
import java.time.Duration;

/** Children that start fast, in a test's own domain, and waits that are generous. */
final class QuickChildren {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private QuickChildren() {}

    static ChildProcess.Builder builder(final TestDomain domain) {
        return ChildProcess.builder().domain(domain.get()).jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** Waits for its end, and fails if it takes for ever. */
    static ChildProcess ended(final ChildProcess child) throws InterruptedException {
        if (!child.join(LIMIT)) {
            child.kill();
            throw new AssertionError(child + " didn't end within " + LIMIT);
        }
        return child;
    }

    /** A target that ends only when it is made to. */
    static void sleepForEver() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }
}
