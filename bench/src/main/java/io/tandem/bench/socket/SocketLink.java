package io.tandem.bench.socket;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One process's end of a connected pair of sockets, blocking. An interruption closes it, which is how a broken run ends. */
public final class SocketLink {
    private final Wire wire;
    private final String file;
    private @Nullable ServerSocketChannel server;
    private @Nullable SocketChannel channel;

    /** An end, named after its subject. */
    public SocketLink(final Wire wire, final String subject) {
        this.wire = wire;
        // Short: the kernel takes 107 bytes with the directory.
        this.file = wire + "-" + Integer.toHexString(subject.hashCode());
    }

    /** Listens. */
    public void openFirst(final Workplace workplace) throws IOException {
        if (wire == Wire.UNIX) {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(path(workplace)));
        } else {
            server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            workplace.create(file, Integer.BYTES).putInt(0, port);
        }
    }

    /** Connects. */
    public void openSecond(final Workplace workplace) throws IOException {
        if (wire == Wire.UNIX) {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(path(workplace)));
        } else {
            final int port = workplace.open(file).getInt(0);
            channel = withoutDelay(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
    }

    private Path path(final Workplace workplace) {
        return workplace.directory().resolve(file);
    }

    private static SocketChannel withoutDelay(final SocketChannel tcp) throws IOException {
        return tcp.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** {@return the socket} The one that listened accepts at the first call. */
    public SocketChannel channel() throws IOException {
        if (channel == null) {
            final SocketChannel accepted = Opened.of(server).accept();
            channel = wire == Wire.TCP ? withoutDelay(accepted) : accepted;
        }
        return channel;
    }

    /** Reads as much as there is, but something; waits for it. */
    public static void readSome(final SocketChannel from, final ByteBuffer into) throws IOException {
        if (from.read(into) < 0) {
            throw new BenchException("the other process closed its socket");
        }
    }

    /** Closes it, and no longer listens. */
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
