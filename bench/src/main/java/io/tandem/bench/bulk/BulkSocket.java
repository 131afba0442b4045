package io.tandem.bench.bulk;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.socket.SocketLink;
import io.tandem.bench.socket.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** From one direct buffer into another through a blocking unix-domain socket; the receipt comes back through it. */
final class BulkSocket extends BulkSubject {
    private final SocketLink link;
    private final ByteBuffer receipt = ByteBuffer.allocateDirect(Long.BYTES);
    private @Nullable ByteBuffer buffer;

    BulkSocket(final String name, final int length) {
        super(name, length);
        link = new SocketLink(Wire.UNIX, name);
    }

    @Override
    public void openFirst(final Workplace workplace) throws IOException {
        buffer = ByteBuffer.allocateDirect(length()).order(ByteOrder.nativeOrder());
        link.openFirst(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        buffer = ByteBuffer.allocateDirect(length()).order(ByteOrder.nativeOrder());
        link.openSecond(workplace);
    }

    @Override
    void prepare(final long number) {
        Opened.of(buffer).putLong(0, number).putLong(length() - Long.BYTES, number);
    }

    @Override
    long send() throws IOException {
        final SocketChannel channel = link.channel();
        final ByteBuffer message = Opened.of(buffer).clear();
        while (message.hasRemaining()) {
            channel.write(message);
        }
        receipt.clear();
        while (receipt.hasRemaining()) {
            SocketLink.readSome(channel, receipt);
        }
        return receipt.getLong(0);
    }

    @Override
    void receive() throws IOException {
        final SocketChannel channel = link.channel();
        final ByteBuffer message = Opened.of(buffer).clear();
        while (message.hasRemaining()) {
            SocketLink.readSome(channel, message);
        }
        final long number = message.getLong(0);
        if (message.getLong(length() - Long.BYTES) != number) {
            throw new BenchException("a message that begins with " + number + " came broken");
        }
        receipt.clear().putLong(0, number);
        while (receipt.hasRemaining()) {
            channel.write(receipt);
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
        buffer = null;
    }
}
