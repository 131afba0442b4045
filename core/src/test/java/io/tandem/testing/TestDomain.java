package io.tandem.testing;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.DomainState;
import io.tandem.segment.internal.ProcessRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A domain of a test's own, deleted after it. Fails the test if, after a sweep, anything is left in it but this process's
 * own file: an object that nobody closed, a name that nobody deleted, something half made.
 *
 * <p>{@code @RegisterExtension final TestDomain domain = new TestDomain();}
 */
public final class TestDomain implements BeforeEachCallback, AfterEachCallback {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<OtherProcess> others = new ArrayList<>();
    private Path directory;
    private Domain domain;
    private boolean leftoversAllowed;

    /** For tests that damage files on purpose. */
    public TestDomain allowLeftovers() {
        leftoversAllowed = true;
        return this;
    }

    /** A directory that doesn't exist yet, in which a domain can be made; whose name starts with {@code tandem-test-}. */
    public static Path freshDirectory() {
        return Path.of("/dev/shm", "tandem-test-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet());
    }

    public Domain get() {
        return domain;
    }

    public Path directory() {
        return directory;
    }

    /** This JVM once more, as another process, which can die. */
    public OtherProcess otherProcess(final String name) {
        final OtherProcess other = new OtherProcess(domain, name);
        others.add(other);
        return other;
    }

    @Override
    public void beforeEach(final ExtensionContext context) {
        directory = freshDirectory();
        domain = Domain.at(directory);
    }

    @Override
    public void afterEach(final ExtensionContext context) throws Exception {
        others.forEach(OtherProcess::kill);
        others.clear();
        try {
            if (!leftoversAllowed && Files.exists(directory)) {
                Awaitility.await("nothing left in " + directory)
                        .pollDelay(Duration.ZERO)
                        .atMost(LIMIT)
                        .untilAsserted(() -> {
                            domain.sweep();
                            try {
                                final List<String> left = leftovers();
                                if (!left.isEmpty()) {
                                    throw new AssertionError("Left in " + directory + ": " + left);
                                }
                            } catch (final UncheckedIOException e) { // something goes just now
                                throw new AssertionError("Left in " + directory, e);
                            }
                        });
            }
        } finally {
            ProcessRegistry.of(domain).leave();
            deleteTree(directory);
        }
    }

    /** Everything but directories, the domain's own file, and this process's. */
    public List<String> leftovers() throws IOException {
        return leftovers(domain);
    }

    /** The same of any domain. */
    public static List<String> leftovers(final Domain domain) throws IOException {
        final String own = "processes/" + ProcessRegistry.of(domain).ownIfClaimed();
        try (Stream<Path> files = Files.walk(domain.directory())) {
            return files.filter(path -> !Files.isDirectory(path))
                    .map(path -> domain.directory().relativize(path).toString())
                    .filter(path -> !path.equals("domain") && !path.equals(own))
                    .sorted()
                    .toList();
        }
    }

    /** Removes a directory and all that is in it. */
    public static void deleteTree(final Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** A process number of its own inside this JVM, kept alive by a lock just as a child's is. */
    public static final class OtherProcess implements AutoCloseable {
        private final Domain real;
        private final ProcessRegistry.ChildNumber number;
        private final Domain domain;
        private boolean dead;

        OtherProcess(final Domain real, final String name) {
            this.real = real;
            number = ProcessRegistry.of(real).reserve(name);
            domain = DomainState.impersonate(real, number.number());
        }

        /** The domain as this process sees it. */
        public Domain domain() {
            return domain;
        }

        public int number() {
            return number.number();
        }

        /** What the kernel does when a process ends: its lock goes, and nothing else. */
        public synchronized void kill() {
            if (!dead) {
                dead = true;
                OperatingSystem.current().closeDescriptor(number.lockDescriptor());
            }
        }

        /** And its parent notices. */
        public void killSeen() {
            kill();
            ProcessRegistry.of(real).died(number.number());
        }

        @Override
        public void close() {
            kill();
        }
    }
}
