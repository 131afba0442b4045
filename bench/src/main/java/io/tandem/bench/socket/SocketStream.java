package io.tandem.bench.socket;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import io.tandem.bench.payload.SizedPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** Messages of one size one way through a socket, one or several with each write, and as many as there are with each read. */
public final class SocketStream implements Subject {
    private static final int READ_BYTES = 128 << 10;

    private final String name;
    private final int size;
    private final SizedPayload payload;
    private final int batch;
    private final SocketLink link;
    private final ByteBuffer written;
    private final ByteBuffer read;
    private final UnsafeBuffer out;
    private final UnsafeBuffer in;
    private long number;

    /**
     * A stream.
     *
     * @param name  as it stands in the table.
     * @param wire  through which it goes.
     * @param size  of each message.
     * @param batch how many messages are written at a time.
     */
    public SocketStream(final String name, final Wire wire, final int size, final int batch) {
        this.name = name;
        this.size = size;
        this.payload = new SizedPayload(size);
        this.batch = batch;
        this.link = new SocketLink(wire, name);
        this.written = ByteBuffer.allocateDirect(size * batch);
        this.read = ByteBuffer.allocateDirect(READ_BYTES);
        this.out = new UnsafeBuffer(written);
        this.in = new UnsafeBuffer(read);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public Placement placement() {
        // Else the scheduler moves the two to one processor now and then, where waking costs a fraction.
        return Placement.APART;
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        link.openFirst(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        link.openSecond(workplace);
    }

    @Override
    public void first(final int operations, final Laps laps) throws IOException {
        final SocketChannel channel = link.channel();
        int left = operations;
        while (left > 0) {
            final int count = Math.min(batch, left);
            for (int i = 0; i < count; i++) {
                payload.write(out, i * size, ++number);
            }
            written.clear().limit(count * size);
            while (written.hasRemaining()) {
                channel.write(written);
            }
            left -= count;
        }
    }

    @Override
    public void second(final int operations) throws IOException {
        final SocketChannel channel = link.channel();
        long last = 0;
        int left = operations;
        while (left > 0) {
            SocketLink.readSome(channel, read);
            final int count = read.position() / size;
            for (int i = 0; i < count; i++) {
                last = payload.read(in, i * size, size);
            }
            // What is left of the last message goes to the front.
            read.flip().position(count * size);
            read.compact();
            left -= count;
        }
        number += operations;
        Payload.check(last, number);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
