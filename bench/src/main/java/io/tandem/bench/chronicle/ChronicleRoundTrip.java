package io.tandem.bench.chronicle;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import java.io.IOException;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/** A number goes forth as a document of one queue, and comes back as one of another; both sides spin. */
public final class ChronicleRoundTrip implements Subject {
    private final String name;
    private Halt halt = new Halt();
    private @Nullable Chronicle written;
    private @Nullable Chronicle read;
    private @Nullable ExcerptAppender appender;
    private @Nullable ExcerptTailer tailer;
    private long number;

    /**
     * A round trip.
     *
     * @param name as it stands in the table.
     */
    public ChronicleRoundTrip(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.ROUND_TRIP;
    }

    @Override
    public @Nullable String missing() {
        return Chronicle.missing();
    }

    @Override
    public void openFirst(final Workplace workplace) {
        open(workplace, "chronicle-forth", "chronicle-back");
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace, "chronicle-back", "chronicle-forth");
    }

    private void open(final Workplace workplace, final String out, final String in) {
        halt = workplace.halt();
        written = new Chronicle(workplace, out);
        read = new Chronicle(workplace, in);
        appender = written.appender();
        tailer = read.tailer();
    }

    private void roll() throws IOException {
        Opened.of(written).roll(number, true);
        Opened.of(read).roll(number, false);
    }

    @Override
    public void first(final int operations, final Laps laps) throws IOException {
        roll();
        final ExcerptAppender out = Opened.of(appender);
        final ExcerptTailer in = Opened.of(tailer);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                send(out, ++number);
                Payload.check(receive(in), number);
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws IOException {
        roll();
        final ExcerptAppender out = Opened.of(appender);
        final ExcerptTailer in = Opened.of(tailer);
        for (int i = 0; i < operations; i++) {
            send(out, receive(in));
        }
        number += operations;
    }

    private static void send(final ExcerptAppender out, final long value) {
        try (DocumentContext document = out.writingDocument()) {
            Opened.of(document.wire()).bytes().writeLong(value);
        }
    }

    private long receive(final ExcerptTailer in) {
        while (true) {
            try (DocumentContext document = in.readingDocument()) {
                if (document.isPresent()) {
                    return Opened.of(document.wire()).bytes().readLong();
                }
            }
            halt.spin();
        }
    }

    @Override
    public void close() {
        if (written != null && read != null) {
            written.close();
            read.close();
        }
    }
}
