package io.tandem.bench.queue;

import io.tandem.bench.chronicle.Chronicle;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/** Numbers through Chronicle Queue, a document each. */
final class ChronicleStream extends NumberStream {
    private final List<ExcerptAppender> appenders = new ArrayList<>();
    private @Nullable Chronicle queue;
    private @Nullable ExcerptTailer tailer;
    private @Nullable Pause pause;

    ChronicleStream(final int producers) {
        super("Chronicle Queue, " + new Shape(producers, 1), new Shape(producers, 1));
    }

    @Override
    public boolean isOpenedOnce() {
        return true;
    }

    @Override
    public @Nullable String missing() {
        return Chronicle.missing();
    }

    @Override
    void open(final Workplace workplace, final boolean create, final int workers) {
        appenders.clear();
        queue = new Chronicle(workplace, fileName());
        if (create) {
            for (int i = 0; i < workers; i++) {
                appenders.add(queue.appender());
            }
        } else {
            tailer = queue.tailer();
            pause = pause();
        }
    }

    @Override
    void prepare(final long done) throws IOException {
        Opened.of(queue).roll(done, !appenders.isEmpty());
    }

    @Override
    void produce(final int worker, final long first, final int count) {
        final ExcerptAppender appender = appenders.get(worker);
        for (int i = 0; i < count; i++) {
            try (DocumentContext document = appender.writingDocument()) {
                Opened.of(document.wire()).bytes().writeLong(first + i);
            }
        }
    }

    @Override
    long consume(final int worker, final int count) {
        final ExcerptTailer from = Opened.of(tailer);
        final Pause idle = Opened.of(pause);
        long sum = 0;
        int left = count;
        while (left > 0) {
            try (DocumentContext document = from.readingDocument()) {
                if (document.isPresent()) {
                    sum += Opened.of(document.wire()).bytes().readLong();
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
