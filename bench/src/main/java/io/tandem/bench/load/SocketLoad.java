package io.tandem.bench.load;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.payload.Payload;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Through a unix-domain socket. The driver's channel doesn't block; the second process blocks in {@code read}, as one would,
 * and sends back whatever came.
 */
final class SocketLoad extends PacedSubject {
    private static final int MOST_AT_ONCE = 64;

    private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_AT_ONCE * Payload.LENGTH);
    private final ByteBuffer out = ByteBuffer.allocateDirect(Payload.LENGTH);
    private final UnsafeBuffer inMemory = new UnsafeBuffer(in);
    private final UnsafeBuffer outMemory = new UnsafeBuffer(out);
    private Halt halt = new Halt();
    private @Nullable ServerSocketChannel server;
    private @Nullable SocketChannel channel;
    private boolean isUnderWay;

    SocketLoad(final String what, final int rate) {
        super(what, rate);
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        halt = workplace.halt();
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address(workplace));
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        channel = SocketChannel.open(address(workplace));
    }

    private UnixDomainSocketAddress address(final Workplace workplace) {
        return UnixDomainSocketAddress.of(workplace.directory().resolve(Workplace.fileName(name())));
    }

    @Override
    public void first(final int operations, final Laps laps) throws IOException {
        final SocketChannel socket = accepted();
        pacer.start(operations, System.nanoTime());
        while (!pacer.isDone()) {
            final int read = socket.read(in);
            final long now = System.nanoTime();
            if (read > 0) {
                handle(now, laps);
            } else if (read < 0) {
                throw new BenchException("the second process closed its socket");
            }
            if (pacer.isDue(now) && trySend(socket, pacer.number())) {
                pacer.sent();
            } else if (read == 0) {
                halt.spin();
            }
        }
    }

    /** The second process has connected before the first slice. */
    private SocketChannel accepted() throws IOException {
        SocketChannel accepted = channel;
        if (accepted == null) {
            accepted = Opened.of(server).accept();
            accepted.configureBlocking(false);
            channel = accepted;
        }
        return accepted;
    }

    private void handle(final long now, final Laps laps) {
        final int end = in.position() / Payload.LENGTH * Payload.LENGTH;
        for (int at = 0; at < end; at += Payload.LENGTH) {
            pacer.back(Payload.read(inMemory, at, Payload.LENGTH), now, laps);
        }
        in.flip().position(end);
        in.compact();
    }

    private boolean trySend(final SocketChannel socket, final long number) throws IOException {
        if (!isUnderWay) {
            Payload.write(outMemory, 0, number);
            out.clear();
        }
        socket.write(out);
        isUnderWay = out.hasRemaining();
        return !isUnderWay;
    }

    @Override
    public void second(final int operations) throws IOException {
        final SocketChannel socket = Opened.of(channel);
        for (long left = (long) operations * Payload.LENGTH; left > 0; ) {
            in.clear();
            final int read = socket.read(in);
            if (read < 0) {
                throw new BenchException("the first process closed its socket");
            }
            left -= read;
            in.flip();
            while (in.hasRemaining()) {
                socket.write(in);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
