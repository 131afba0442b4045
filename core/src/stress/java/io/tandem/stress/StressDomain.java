package io.tandem.stress;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.DomainState;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The domain of a run, and the same as a second process sees it, which is another number in this JVM. It is
 * deleted when this JVM ends.
 */
public final class StressDomain {
    private static final Path DIRECTORY = Path.of(
            System.getProperty("tandem.stress.scratch", "/dev/shm"),
            "tandem-stress-" + ProcessHandle.current().pid());

    /** As this process sees it. */
    public static final Domain FIRST = Domain.at(DIRECTORY);

    private static final ProcessRegistry.ChildNumber SECOND_NUMBER =
            ProcessRegistry.of(FIRST).reserve("second");

    /** As the second process sees it. */
    public static final Domain SECOND = DomainState.impersonate(FIRST, SECOND_NUMBER.number());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(StressDomain::delete));
    }

    private StressDomain() {}

    private static void delete() {
        try {
            TestDomain.deleteTree(DIRECTORY);
        } catch (final IOException e) {
            System.err.println("Could not delete " + DIRECTORY + ": " + e);
        }
    }
}
