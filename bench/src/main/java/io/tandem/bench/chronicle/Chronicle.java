package io.tandem.bench.chronicle;

import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import org.jspecify.annotations.Nullable;

/**
 * One process's end of a Chronicle Queue whose files are in memory. It keeps everything, so files are changed after so
 * many documents, between slices, by a clock of our own, and those that were read are removed.
 */
public final class Chronicle implements AutoCloseable {
    private static final RollCycles FILES = RollCycles.FAST_HOURLY;
    private static final long DOCUMENTS_PER_FILE = 1 << 20;
    private static final int KEPT_FILES = 2;
    private static final String FILE_ENDING = ".cq4";

    static {
        // Nobody is told of this run, no thread looks at the disk, and a missing logger isn't mentioned.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final Path directory;
    private final SetTimeProvider clock = new SetTimeProvider(FILES.lengthInMillis());
    private final ChronicleQueue queue;
    private long files = 1;

    /**
     * Makes one, or attaches to it.
     *
     * @param workplace where it goes.
     * @param name      of its directory.
     */
    public Chronicle(final Workplace workplace, final String name) {
        directory = workplace.directory().resolve(name);
        queue = ChronicleQueue.singleBuilder(directory)
                .rollCycle(FILES)
                .timeProvider(clock)
                .build();
    }

    /** {@return why it can't be measured here, null if it can} */
    public static @Nullable String missing() {
        final Module unnamed = ChronicleQueue.class.getModule();
        final Module base = Object.class.getModule();
        if (base.isExported("sun.nio.ch", unnamed)
                && base.isExported("jdk.internal.ref", unnamed)
                && base.isOpen("java.lang.reflect", unnamed)) {
            return null;
        }
        return "Chronicle Queue needs --add-exports java.base/sun.nio.ch=ALL-UNNAMED --add-exports"
                + " java.base/jdk.internal.ref=ALL-UNNAMED --add-opens java.base/java.lang.reflect=ALL-UNNAMED:"
                + " bench/run gives them";
    }

    /** {@return one that may be made by one thread and used by another} */
    public ExcerptAppender appender() {
        final ExcerptAppender appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        return appender;
    }

    /** {@return one that reads from the beginning} */
    public ExcerptTailer tailer() {
        return queue.createTailer();
    }

    /**
     * Changes the file, if it is time for that. Both processes say the same.
     *
     * @param done      how many documents went through so far.
     * @param isWriting whether this process writes, and so removes what was read.
     * @throws IOException if that fails.
     */
    public void roll(final long done, final boolean isWriting) throws IOException {
        while (done >= files * DOCUMENTS_PER_FILE) {
            files++;
            clock.advanceMillis(FILES.lengthInMillis());
            if (isWriting) {
                removeOld();
            }
        }
    }

    private void removeOld() throws IOException {
        final List<Path> oldestFirst;
        try (Stream<Path> all = Files.list(directory)) {
            oldestFirst = all.filter(file -> file.toString().endsWith(FILE_ENDING))
                    .sorted()
                    .toList();
        }
        for (final Path file : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - KEPT_FILES))) {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
