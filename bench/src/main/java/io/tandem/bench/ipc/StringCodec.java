package io.tandem.bench.ipc;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What the typed layer adds for a string of 32: encoded into memory and decoded again, within one process. */
final class StringCodec implements Subject {
    private static final long SOME_CHANNEL = 1;

    private final String name;
    private final String[] texts = Texts.make();
    private final MessageCodec<String> codec = Codecs.create(String.class, null);
    private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
    private @Nullable Transfer transfer;
    private @Nullable Arrival arrival;
    private int next;

    StringCodec(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        final Domain domain = workplace.domain();
        transfer = Transfer.intoChannel(domain, SOME_CHANNEL);
        arrival = new Arrival(domain, SOME_CHANNEL);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Transfer out = Opened.of(transfer);
        final Arrival in = Opened.of(arrival);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                final String text = texts[next++ & (texts.length - 1)];
                final int length = codec.prepare(text, out);
                codec.write(text, memory, 0);
                final String back = codec.read(memory, 0, length, in);
                if (!back.equals(text)) {
                    throw new BenchException("\"" + back + "\" was read where \"" + text + "\" was written");
                }
            }
            laps.lap();
        }
    }

    @Override
    public void close() {
        transfer = null;
        arrival = null;
    }
}
