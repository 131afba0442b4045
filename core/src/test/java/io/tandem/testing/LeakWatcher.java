package io.tandem.testing;

import io.tandem.segment.internal.OutlivedHolds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves more behind than it found: open descriptors (of files in shared memory, processes, pipes),
 * mappings of Tandem's files, holds that outlived their handles, children, directories of this JVM under {@code /dev/shm}. Register it before a
 * {@link TestDomain}, so that it looks last.
 *
 * <p>{@code @RegisterExtension @Order(0) final LeakWatcher leaks = new LeakWatcher();}
 */
public final class LeakWatcher implements BeforeEachCallback, AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private Set<String> before = Set.of();

    /** Everything of the kinds above that is there now. */
    public static Set<String> snapshot() throws IOException {
        final Set<String> things = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (final Path descriptor : descriptors.toList()) {
                try {
                    final String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.contains("tandem-test-") || target.contains("pidfd") || target.startsWith("pipe:")) {
                        things.add("descriptor " + descriptor.getFileName() + " of " + target);
                    }
                } catch (final NoSuchFileException e) {
                    continue; // closed meanwhile
                }
            }
        }
        for (final String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            final int path = line.indexOf("/dev/shm/tandem-test-");
            if (path >= 0 && !line.contains("/domain")) { // a Domain stays open for as long as the JVM runs
                things.add("mapping " + line.substring(0, line.indexOf(' ')) + " of " + line.substring(path));
            }
        }
        if (OutlivedHolds.any()) { // every unlock of this JVM looks for their end
            things.add("hold that outlived its handle");
        }
        ProcessHandle.current().children().forEach(child -> things.add("child " + child.pid()));
        final String own = "tandem-test-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(own))
                    .forEach(name -> things.add("file " + name));
        }
        return things;
    }

    /** What is there now and wasn't then, collected garbage aside. */
    public static void assertNothingNewSince(final Set<String> before) {
        Awaitility.await("nothing left behind")
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .atMost(LIMIT)
                .untilAsserted(() -> {
                    final Set<String> left = newSince(before);
                    if (!left.isEmpty()) {
                        System.gc(); // mappings and descriptors that nothing refers to go with the garbage
                        throw new AssertionError("Left behind: " + left);
                    }
                });
    }

    private static Set<String> newSince(final Set<String> before) throws IOException {
        return snapshot().stream().filter(thing -> !before.contains(thing)).collect(Collectors.toSet());
    }

    @Override
    public void beforeEach(final ExtensionContext context) throws Exception {
        before = snapshot();
    }

    @Override
    public void afterEach(final ExtensionContext context) {
        assertNothingNewSince(before);
    }
}
