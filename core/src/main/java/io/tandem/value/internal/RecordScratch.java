package io.tandem.value.internal;

import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A record outside of shared memory, as one thread encodes and decodes it.
 *
 * @param <R> type of the record.
 */
final class RecordScratch<R> extends CellBytes {
    private final RecordShape<R> shape;
    private final MessageCodec<R> codec;
    private final UnsafeBuffer buffer;
    private final Transfer transfer;
    private final Arrival arrival;

    RecordScratch(final RecordShape<R> shape, final Domain domain, final long objectId) {
        super(shape.room());
        this.shape = shape;
        codec = Codecs.create(shape.type(), null);
        buffer = new UnsafeBuffer(bytes);
        // No component can be a shared object, so that both stay empty.
        transfer = Transfer.intoChannel(domain, objectId);
        arrival = new Arrival(domain, objectId);
    }

    void encode(final R value) {
        final int needed = codec.prepare(value, transfer);
        if (needed <= bytes.length) {
            codec.write(value, buffer, 0);
            shape.space().check(buffer, 0);
            encoded(needed);
            return;
        }
        final UnsafeBuffer larger = new UnsafeBuffer(new byte[needed]);
        codec.write(value, larger, 0);
        shape.space().check(larger, 0);
        throw new IllegalStateException("A record of " + needed + " bytes fits its parts, but not its whole.");
    }

    R decode() {
        return codec.read(buffer, 0, length, arrival);
    }
}
