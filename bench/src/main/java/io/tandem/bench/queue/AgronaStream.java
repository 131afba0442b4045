package io.tandem.bench.queue;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/** Numbers through Agrona's ring for many producers and one consumer, used directly: claimed one by one. */
final class AgronaStream extends NumberStream {
    private static final int LENGTH = Queues.CAPACITY + RingBufferDescriptor.TRAILER_LENGTH;

    private final int batch;
    private final SumHandler handler = new SumHandler();
    private final List<Pause> pauses = new ArrayList<>();
    private @Nullable ManyToOneRingBuffer opened;

    AgronaStream(final String name, final int producers, final int batch) {
        super(name, new Shape(producers, 1));
        this.batch = batch;
    }

    @Override
    void open(final Workplace workplace, final boolean create, final int workers) throws IOException {
        pauses.clear();
        opened = ring(workplace, fileName(), create);
        for (int i = 0; i < workers; i++) {
            pauses.add(pause());
        }
    }

    static ManyToOneRingBuffer ring(final Workplace workplace, final String file, final boolean create)
            throws IOException {
        final AtomicBuffer memory = create ? workplace.create(file, LENGTH) : workplace.open(file);
        return new ManyToOneRingBuffer(memory);
    }

    @Override
    void produce(final int worker, final long first, final int count) {
        final ManyToOneRingBuffer ring = Opened.of(opened);
        final Pause pause = pauses.get(worker);
        for (int i = 0; i < count; i++) {
            int claim = ring.tryClaim(SumHandler.TYPE, Long.BYTES);
            while (claim < 0) {
                pause.idle();
                claim = ring.tryClaim(SumHandler.TYPE, Long.BYTES);
            }
            ring.buffer().putLong(claim, first + i);
            ring.commit(claim);
        }
    }

    @Override
    long consume(final int worker, final int count) {
        final ManyToOneRingBuffer ring = Opened.of(opened);
        final Pause pause = pauses.get(worker);
        int left = count;
        while (left > 0) {
            final int read = ring.read(handler, Math.min(batch, left));
            if (read == 0) {
                pause.idle();
            }
            left -= read;
        }
        return handler.take();
    }

    @Override
    void release() {
        // The mapping goes with the last reference.
        opened = null;
    }
}
