package io.tandem.bench.queue;

import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Numbers through Chronicle Queue, a document each, its files in memory. It keeps everything, so files are changed after so
 * many numbers, between slices, by a clock of our own, and those that were read are removed.
 */
final class ChronicleStream extends NumberStream {
    private static final RollCycles FILES = RollCycles.FAST_HOURLY;
    private static final long NUMBERS_PER_FILE = 1 << 20;
    private static final int KEPT_FILES = 2;
    private static final String FILE_ENDING = ".cq4";

    static {
        // Nobody is told of this run, no thread looks at the disk, and a missing logger isn't mentioned.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final List<ExcerptAppender> appenders = new ArrayList<>();
    private @Nullable SetTimeProvider clock;
    private @Nullable ChronicleQueue queue;
    private @Nullable ExcerptTailer tailer;
    private @Nullable Path directory;
    private @Nullable Pause pause;
    private long files = 1;

    ChronicleStream(final int producers) {
        super("Chronicle Queue, " + new Shape(producers, 1), new Shape(producers, 1));
    }

    @Override
    public @Nullable String missing() {
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

    @Override
    void open(final Workplace workplace, final boolean create, final int workers) {
        directory = workplace.directory().resolve(fileName());
        clock = new SetTimeProvider(FILES.lengthInMillis());
        queue = ChronicleQueue.singleBuilder(directory)
                .rollCycle(FILES)
                .timeProvider(clock)
                .build();
        if (create) {
            for (int i = 0; i < workers; i++) {
                final ExcerptAppender appender = queue.createAppender();
                // Made here, used by one thread of the crew.
                appender.singleThreadedCheckDisabled(true);
                appenders.add(appender);
            }
        } else {
            tailer = queue.createTailer();
            pause = pause();
        }
    }

    @Override
    void prepare(final long done) throws IOException {
        while (done >= files * NUMBERS_PER_FILE) {
            files++;
            opened(clock).advanceMillis(FILES.lengthInMillis());
            if (!appenders.isEmpty()) {
                removeOld();
            }
        }
    }

    private void removeOld() throws IOException {
        final List<Path> oldestFirst;
        try (Stream<Path> all = Files.list(opened(directory))) {
            oldestFirst = all.filter(file -> file.toString().endsWith(FILE_ENDING))
                    .sorted()
                    .toList();
        }
        for (final Path file : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - KEPT_FILES))) {
            Files.delete(file);
        }
    }

    @Override
    void produce(final int worker, final long first, final int count) {
        final ExcerptAppender appender = appenders.get(worker);
        for (int i = 0; i < count; i++) {
            try (DocumentContext document = appender.writingDocument()) {
                opened(document.wire()).bytes().writeLong(first + i);
            }
        }
    }

    @Override
    long consume(final int worker, final int count) {
        final ExcerptTailer from = opened(tailer);
        final Pause idle = opened(pause);
        long sum = 0;
        int left = count;
        while (left > 0) {
            try (DocumentContext document = from.readingDocument()) {
                if (document.isPresent()) {
                    sum += opened(document.wire()).bytes().readLong();
                    left--;
                    continue;
                }
            }
            idle.idle();
        }
        return sum;
    }

    @Override
    void release() {
        if (queue != null) {
            queue.close();
        }
    }
}
