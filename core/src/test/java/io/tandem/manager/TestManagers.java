package io.tandem.manager;

import io.tandem.process.ChildProcess;
import io.tandem.testing.CleanDomain;

/**
 * Managers and their clients in a domain of their own.
 *
 * <p>{@code @RegisterExtension final TestManagers managers = TestManagers.ofTest();}
 */
final class TestManagers extends CleanDomain {
    /** What makes a process start sooner, and take less. */
    static final String[] LIGHT = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private TestManagers(final boolean ofClass) {
        super(ofClass);
    }

    static TestManagers ofTest() {
        return new TestManagers(false);
    }

    /** For a static field. */
    static TestManagers ofClass() {
        return new TestManagers(true);
    }

    Manager manager() {
        return manager(Manager.builder());
    }

    Manager manager(final Manager.Builder builder) {
        return closed(builder.domain(domain()).jvmOptions(LIGHT).start());
    }

    /** For a process that uses a manager. */
    ChildProcess.Builder client() {
        return ChildProcess.builder().domain(domain()).daemon(true).jvmOptions(LIGHT);
    }
}
