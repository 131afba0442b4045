package io.tandem.bench.socket;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** A message goes forth through a socket, and its number comes back; both sides block. */
public final class SocketRoundTrip implements Subject {
    private final String name;
    private final SocketLink link;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(Payload.LENGTH);
    private final UnsafeBuffer message = new UnsafeBuffer(bytes);
    private long number;

    /**
     * A round trip.
     *
     * @param name as it stands in the table.
     * @param wire through which it goes.
     */
    public SocketRoundTrip(final String name, final Wire wire) {
        this.name = name;
        this.link = new SocketLink(wire, name);
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
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                send(channel, ++number);
                Payload.check(receive(channel), number);
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws IOException {
        final SocketChannel channel = link.channel();
        for (int i = 0; i < operations; i++) {
            send(channel, receive(channel));
        }
    }

    private void send(final SocketChannel channel, final long value) throws IOException {
        Payload.write(message, 0, value);
        bytes.clear();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private long receive(final SocketChannel channel) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            SocketLink.readSome(channel, bytes);
        }
        return Payload.read(message, 0, Payload.LENGTH);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
